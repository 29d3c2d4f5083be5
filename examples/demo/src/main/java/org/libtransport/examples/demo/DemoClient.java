package org.libtransport.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.libtransport.examples.demo.Steps.StepFailedException;

/**
 * Plays a conversation with a transport in server mode whose contacts repeat what they are told: logs in over STARTTLS,
 * receives the roster, sees a contact come online, types and sends a message, receives typing and the same message back,
 * logs out.
 *
 * <p>Prints each step with its time. Exit code 0: all of it happened; 1: a step did not, which is said on the error
 * output; 2: wrong arguments.
 */
public final class DemoClient {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int REPLY_TIMEOUT_MILLIS = 5_000;
    private static final String GREETING = "Hello, can you hear me?";

    private final Arguments arguments;
    private final Steps steps;
    private final BlockingQueue<Jid> contacts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Presence> presences = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private @Nullable Jid contact;

    private DemoClient(Arguments arguments, Steps steps) {
        this.arguments = arguments;
        this.steps = steps;
    }

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, Clock.systemUTC(), args));
    }

    /** The program without its process: returns the exit code. */
    static int run(PrintStream out, PrintStream err, InstantSource clock, String... args) {
        Logger smack = Logger.getLogger("org.jivesoftware");
        smack.setLevel(Level.SEVERE);
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "\nusage: " + Arguments.USAGE);
            return 2;
        }
        Steps steps = new Steps(out, clock, LIMIT);
        try {
            new DemoClient(arguments, steps).play();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted at: " + steps.current());
            return 1;
        } catch (Exception e) {
            err.println("Not done: " + steps.current() + " - " + e.getMessage());
            return 1;
        }
    }

    private void play() throws Exception {
        XMPPTCPConnection connection = new XMPPTCPConnection(configuration());
        connection.setReplyTimeout(REPLY_TIMEOUT_MILLIS);
        connection.addSyncStanzaListener(stanza -> presences.add((Presence) stanza), StanzaTypeFilter.PRESENCE);
        connection.addSyncStanzaListener(stanza -> messages.add((Message) stanza), StanzaTypeFilter.MESSAGE);
        Roster roster = Roster.getInstanceFor(connection);
        roster.addRosterListener(new RosterAdditions(contacts));
        try {
            steps.step("connect over STARTTLS", () -> connect(connection));
            steps.step("log in", () -> {
                connection.login();
                return "logged in as " + connection.getUser();
            });
            steps.step("receive the roster", () -> {
                steps.take(contacts, any -> true);
                return "roster received: " + roster.getEntryCount() + " contacts";
            });
            steps.step("see a contact come online", this::contactOnline);
            steps.step("type and send a message", () -> send(connection));
            steps.step("see the contact type", this::contactTypes);
            steps.step("receive the message back", this::echo);
            steps.step("log out", () -> {
                connection.disconnect();
                return "logged out";
            });
        } finally {
            connection.instantShutdown();
        }
    }

    private XMPPTCPConnectionConfiguration configuration() throws IOException, GeneralSecurityException {
        return XMPPTCPConnectionConfiguration.builder()
                .setHost(arguments.host())
                .setPort(arguments.port())
                .setXmppDomain(arguments.jid().asDomainBareJid())
                .setUsernameAndPassword(arguments.jid().getLocalpart(), arguments.password())
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(
                        PinnedCertificate.read(arguments.certificate(), arguments.certificatePassword()))
                // The certificate is pinned, so the name in it proves nothing more.
                .setHostnameVerifier((host, session) -> true)
                .build();
    }

    private String connect(XMPPTCPConnection connection) throws Exception {
        connection.connect();
        if (!connection.isSecureConnection()) {
            throw new StepFailedException("the connection is not encrypted");
        }
        return "connected to " + arguments.host() + ":" + arguments.port() + " over STARTTLS";
    }

    private String contactOnline() throws InterruptedException, StepFailedException {
        Presence presence = steps.take(
                presences,
                each -> each.isAvailable()
                        && each.getFrom() != null
                        && each.getFrom().hasLocalpart()
                        && !each.getFrom().asBareJid().equals(arguments.jid()));
        contact = presence.getFrom().asBareJid();
        return contact + " is online";
    }

    private String send(XMPPTCPConnection connection) throws Exception {
        connection.sendStanza(MessageBuilder.buildMessage()
                .to(contact)
                .ofType(Message.Type.chat)
                .addExtension(new ChatStateExtension(ChatState.composing))
                .build());
        connection.sendStanza(MessageBuilder.buildMessage()
                .to(contact)
                .ofType(Message.Type.chat)
                .setBody(GREETING)
                .addExtension(new ChatStateExtension(ChatState.active))
                .build());
        return "typed and sent a message to " + contact;
    }

    private String contactTypes() throws InterruptedException, StepFailedException {
        steps.take(
                messages,
                each -> isFromContact(each)
                        && each.hasExtension(ChatState.composing.name(), ChatStateExtension.NAMESPACE));
        return contact + " is typing";
    }

    private String echo() throws InterruptedException, StepFailedException {
        steps.take(messages, each -> isFromContact(each) && GREETING.equals(each.getBody()));
        return contact + " repeated the message";
    }

    private boolean isFromContact(Message message) {
        return message.getFrom() != null
                && message.getFrom().asBareJid().equals(contact)
                && message.getType() != Message.Type.error;
    }
}
