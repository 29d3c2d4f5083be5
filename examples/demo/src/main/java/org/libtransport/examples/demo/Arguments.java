package org.libtransport.examples.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * What {@link DemoClient} is told on its command line.
 *
 * @param certificate the server's certificate, PEM or PKCS#12
 * @param certificatePassword of the PKCS#12 file
 */
record Arguments(
        String host,
        int port,
        EntityBareJid jid,
        String password,
        Path certificate,
        @Nullable String certificatePassword) {

    static final String USAGE =
            "--host HOST --port PORT --jid JID --password PASSWORD --certificate FILE [--certificate-password PASSWORD]";

    private static final Set<String> NAMES =
            Set.of("--host", "--port", "--jid", "--password", "--certificate", "--certificate-password");

    /** Reads {@code --name value} and {@code --name=value}; throws {@link IllegalArgumentException} with a sentence. */
    static Arguments parse(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown argument " + name);
            }
            if (equals >= 0) {
                values.put(name, args[i].substring(equals + 1));
            } else if (i + 1 < args.length) {
                values.put(name, args[++i]);
            } else {
                throw new IllegalArgumentException(name + " needs a value");
            }
        }
        return new Arguments(
                required(values, "--host"),
                port(required(values, "--port")),
                jid(required(values, "--jid")),
                required(values, "--password"),
                Path.of(required(values, "--certificate")),
                values.get("--certificate-password"));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number out of range.
        }
        throw new IllegalArgumentException("--port must be 1 to 65535, not " + value);
    }

    private static EntityBareJid jid(String value) {
        try {
            return JidCreate.entityBareFrom(value);
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("--jid must be an address like user@domain, not " + value, e);
        }
    }
}
