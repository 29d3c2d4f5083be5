package org.libtransport.launcher.setup;

import org.libtransport.config.Config;
import org.libtransport.config.Options;

/** What an XMPP server has to be told of a transport in gateway mode. */
enum Snippet {
    PROSODY {
        @Override
        String text(String jid, String host, int port, String secret) {
            return """
                    -- To the top of prosody.cfg.lua, before the first VirtualHost, unless it is there already:
                    component_ports = { %d }
                    component_interfaces = { %s }
                    -- So that contacts come into rosters by themselves, and what people say with other programs of the
                    -- network is shown as theirs. Add "privilege" to modules_enabled as well; the module is in the package
                    -- prosody-modules. Without it everything works, but contacts have to ask.
                    privileged_entities = { [%s] = { roster = "both", message = "outgoing" } }

                    -- To its end:
                    Component %s
                        component_secret = %s
                        modules_enabled = { "privilege" }

                    -- Then: prosodyctl check config && systemctl restart prosody
                    """.formatted(port, quoted(listening(host)), quoted(jid), quoted(jid), quoted(secret));
        }
    },
    EJABBERD {
        @Override
        String text(String jid, String host, int port, String secret) {
            return """
                    # To ejabberd.yml. If there is "modules:" already, only what is below it, at its end. So contacts come into
                    # rosters by themselves, and what people say with other programs of the network is shown as theirs:
                    modules:
                      mod_privilege:
                        roster:
                          both:
                            - allow:
                                - server: %s
                        message:
                          outgoing:
                            - allow:
                                - server: %s

                    # If there is "listen:" already, only what is below it, at its end:
                    listen:
                      -
                        port: %d
                        ip: %s
                        module: ejabberd_service
                        hosts:
                          %s:
                            password: %s

                    # Then: ejabberdctl reload_config
                    """.formatted(quoted(jid), quoted(jid), port, quoted(listening(host)), quoted(jid), quoted(secret));
        }
    },
    OPENFIRE {
        @Override
        String text(String jid, String host, int port, String secret) {
            String subdomain = jid.contains(".") ? jid.substring(0, jid.indexOf('.')) : jid;
            return """
                    # Openfire keeps its settings in its database. In the admin console:
                    #   Server > Server Settings > External Components
                    #     Service enabled: yes, plain text port %d
                    #     Only the components on the list may connect; add:
                    #       Subdomain:     %s
                    #       Shared secret: %s
                    #
                    # %s must be a subdomain of the domain that Openfire serves.
                    # The same as system properties (Server > Server Manager > System Properties):
                    xmpp.component.socket.active = true
                    xmpp.component.socket.port = %d
                    """.formatted(port, subdomain, secret, jid, port);
        }
    };

    abstract String text(String jid, String host, int port, String secret);

    /** The lines for the transport of this config, with a line feed at the end of each. */
    String of(Config config) {
        return text(
                config.get(Options.SERVICE_JID).toString(),
                config.get(Options.SERVICE_SERVER),
                config.get(Options.SERVICE_PORT),
                config.get(Options.SERVICE_PASSWORD));
    }

    /** Where the server listens: where nobody else gets to if the transport is on the same machine. */
    private static String listening(String host) {
        String address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (address.equalsIgnoreCase("localhost")) {
            return "127.0.0.1";
        }
        if (address.startsWith("127.") || address.equals("::1")) {
            return address;
        }
        return address.contains(":") ? "::" : "0.0.0.0";
    }

    /** Lua and YAML quote alike; a secret from a file may have line feeds. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
