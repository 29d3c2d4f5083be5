package org.libtransport.launcher.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.libtransport.config.Config;
import org.libtransport.config.Options;
import org.libtransport.xmpp.component.ComponentProbe;
import org.libtransport.xmpp.component.ComponentSettings;
import org.libtransport.xmpp.privilege.Grant;
import org.libtransport.xmpp.privilege.PrivilegeDoctor;

/** How the transport is reached: through an XMPP server, or by clients themselves. */
final class NetworkChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofDays(14);

    private final Config config;
    private final boolean running;
    private final List<Finding> findings = new ArrayList<>();

    /** @param running whether the transport runs now and has its ports and its link */
    NetworkChecks(Config config, boolean running) {
        this.config = config;
        this.running = running;
    }

    List<Finding> look() {
        if (config.get(Options.SERVICE_SERVER_MODE)) {
            port("port for clients", config.get(Options.SERVICE_SERVER), config.get(Options.SERVICE_PORT));
            certificate();
            names();
        } else if (!running) {
            component();
        }
        int backends = config.get(Options.SERVICE_BACKEND_PORT);
        if (backends > 0) {
            port("port for backends", config.get(Options.SERVICE_BACKEND_HOST), backends);
        }
        return findings;
    }

    private void component() {
        String what = "XMPP server";
        String host = config.get(Options.SERVICE_SERVER);
        int port = config.get(Options.SERVICE_PORT);
        String where = host + ":" + port;
        try {
            ComponentProbe.Answer answer = ComponentProbe.ask(
                    ComponentSettings.of(
                            config.get(Options.SERVICE_JID), host, port, config.get(Options.SERVICE_PASSWORD)),
                    PATIENCE);
            findings.add(answer.accepted() ? Finding.ok(what, where + " accepts the secret") : refused(what, answer));
            if (answer.accepted()) {
                privileges(answer.grant());
            }
        } catch (UnknownHostException e) {
            findings.add(Finding.fail(what, "there is no host " + host, "change service.server, often 127.0.0.1"));
        } catch (ConnectException | SocketTimeoutException e) {
            findings.add(Finding.fail(
                    what,
                    where + " cannot be reached",
                    "start the XMPP server and let it listen for components: transport snippet shows how; is"
                            + " service.port its port for components?"));
        } catch (IOException e) {
            findings.add(Finding.fail(
                    what,
                    where + ": " + e.getMessage(),
                    "is service.port the port for components? Clients and other servers have others"));
        }
    }

    private void privileges(Grant grant) {
        String what = "privileges";
        List<String> missing = PrivilegeDoctor.missing(grant);
        if (missing.isEmpty()) {
            findings.add(Finding.ok(what, "the server lets the transport manage rosters and send messages for users"));
        }
        missing.forEach(each -> findings.add(Finding.warn(
                what, each, "add the lines of transport snippet to the config of the XMPP server, and restart it")));
    }

    private Finding refused(String what, ComponentProbe.Answer answer) {
        String jid = config.get(Options.SERVICE_JID).toString();
        return switch (answer.condition()) {
            case "not-authorized" ->
                Finding.fail(
                        what,
                        "it refuses the secret",
                        "service.password and the secret that the server has for " + jid + " must be the same");
            case "host-unknown", "host-gone" ->
                Finding.fail(
                        what,
                        "it knows no component " + jid,
                        "add the lines of transport snippet to its config, and restart or reload it");
            case "conflict" ->
                Finding.warn(
                        what,
                        "another component is connected as " + jid,
                        "if this is not the transport itself, stop the other one");
            default ->
                Finding.fail(
                        what,
                        "it refuses the component: " + answer.condition(),
                        "the log of the XMPP server says more");
        };
    }

    private void port(String what, String host, int port) {
        if (running) {
            findings.add(Finding.ok(what, port + " is used by the transport, which runs"));
            return;
        }
        InetSocketAddress address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            findings.add(Finding.fail(what, "there is no host " + host, "an address of this machine is needed"));
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            findings.add(Finding.ok(what, port + " is free"));
        } catch (IOException e) {
            findings.add(Finding.fail(
                    what,
                    host + ":" + port + " cannot be listened to: " + e.getMessage(),
                    "stop what has the port, choose another one, or an address of this machine"));
        }
    }

    private void certificate() {
        String what = "certificate";
        if (config.get(Options.SERVICE_CERT).isEmpty()) {
            findings.add(Finding.warn(
                    what, "there is none: passwords travel unencrypted", "set service.cert to a PKCS#12 file"));
            return;
        }
        try {
            X509Certificate certificate = Premises.key(config, Options.SERVICE_CERT, Options.SERVICE_CERT_PASSWORD)
                    .certificate();
            Instant end = certificate.getNotAfter().toInstant();
            String jid = config.get(Options.SERVICE_JID).toString();
            if (!isFor(certificate, jid)) {
                findings.add(Finding.fail(
                        what, "it is not for " + jid, "clients will refuse it: get one whose names have " + jid));
            } else if (end.isBefore(Instant.now().plus(SOON))) {
                findings.add(Finding.warn(what, "it ends on " + end, "renew it, and restart the transport"));
            } else {
                findings.add(Finding.ok(what, "is for " + jid + " and valid until " + end));
            }
        } catch (IOException e) {
            findings.add(Finding.fail(what, String.valueOf(e.getMessage()), "set service.cert to a PKCS#12 file"));
        }
    }

    private static boolean isFor(X509Certificate certificate, String domain) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return certificate.getSubjectX500Principal().getName().contains("CN=" + domain);
            }
            String parent = domain.substring(domain.indexOf('.') + 1);
            return names.stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .anyMatch(name -> name.equalsIgnoreCase(domain) || name.equalsIgnoreCase("*." + parent));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** RFC 6120 section 3.2: clients look for an SRV record, then for an address. */
    private void names() {
        String domain = config.get(Options.SERVICE_JID).toString();
        int port = config.get(Options.SERVICE_PORT);
        String record = "_xmpp-client._tcp." + domain;
        String cure = "add to the DNS: " + record + ". SRV 0 5 " + port + " HOST.";
        try {
            List<String> targets = services(record);
            if (targets.stream()
                    .anyMatch(target ->
                            target.split(" ").length == 4 && target.split(" ")[2].equals(Integer.toString(port)))) {
                findings.add(Finding.ok("DNS", record + " leads to port " + port));
            } else {
                findings.add(Finding.warn("DNS", record + " leads to " + targets + ", not to port " + port, cure));
            }
        } catch (NamingException e) {
            findings.add(withoutService(domain, port, record, cure, e));
        }
    }

    private static Finding withoutService(String domain, int port, String record, String cure, NamingException e) {
        try {
            InetAddress address = InetAddress.getByName(domain);
            return port == 5222
                    ? Finding.ok("DNS", domain + " is " + address.getHostAddress())
                    : Finding.warn("DNS", "clients look for " + domain + " at port 5222, not at " + port, cure);
        } catch (UnknownHostException unknown) {
            String why = e instanceof NameNotFoundException ? "" : " (" + e.getMessage() + ")";
            return Finding.warn("DNS", "neither " + record + " nor " + domain + " is known here" + why, cure);
        }
    }

    @SuppressWarnings("BanJNDI") // DNS answers with text; nothing is deserialised
    private static List<String> services(String record) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", "2000");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        InitialDirContext context = new InitialDirContext(environment);
        try {
            Attribute found =
                    context.getAttributes(record, new String[] {"SRV"}).get("SRV");
            List<String> targets = new ArrayList<>();
            for (int i = 0; found != null && i < found.size(); i++) {
                targets.add(String.valueOf(found.get(i)));
            }
            return targets;
        } finally {
            context.close();
        }
    }
}
