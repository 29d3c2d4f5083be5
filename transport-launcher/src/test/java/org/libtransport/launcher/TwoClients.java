package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.jxmpp.jid.impl.JidCreate;
import org.libtransport.testkit.Ports;
import org.libtransport.testkit.Tools;
import picocli.CommandLine;

/**
 * The whole life of a person with a gateway (XEP-0100 sections 4 and 5), with two client libraries that have nothing in
 * common, at one server that knows the transport by the lines of {@code transport snippet}. The list of steps is the same for
 * both; that of slixmpp is in {@code person.py}.
 */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoClients {

    static final Map<String, String> ACCOUNTS = Map.of("romeo", "sesame", "juliet", "sesame");
    private static final String TRANSPORT = "net.localhost";
    private static final String ECHO = "echo@" + TRANSPORT;
    private static final String NEWCOMER = "newcomer@" + TRANSPORT;
    private static final String NETWORK_PASSWORD = "network-password-4714";

    private final TransportProcess transport = TransportProcess.withOptions(
            "service.jid = " + TRANSPORT,
            "service.server = 127.0.0.1",
            "service.port = " + Ports.free(),
            "service.password = component-secret-4715");
    private int clientPort;

    /** Starts the server of {@code localhost} with the {@link #ACCOUNTS} and these lines in its config. */
    abstract int startServer(String snippet);

    abstract void stopServer();

    /** The name of the server for {@code transport snippet}. */
    abstract String server();

    @BeforeAll
    void start() {
        StringWriter snippet = new StringWriter();
        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(snippet, true))
                .execute("snippet", server(), transport.config().toString());
        assertThat(code).isZero();
        clientPort = startServer(snippet.toString());
        transport.launch().awaitLog(TRANSPORT + " is ready for users");
    }

    @AfterAll
    void stop() {
        transport.close();
        stopServer();
    }

    @Test
    void a_person_with_smack_does_it_all() throws Exception {
        try (SmackClient romeo = SmackClient.withoutTls(clientPort, "romeo@localhost", "sesame", "smack")) {
            romeo.login();
            assertThat(romeo.registrationForm(TRANSPORT).getAttributes())
                    .containsKeys("username", "password")
                    .doesNotContainKey("registered");
            romeo.register(TRANSPORT, "smack", NETWORK_PASSWORD);
            romeo.awaitOnline(TRANSPORT);
            romeo.awaitOnline(ECHO);

            romeo.say(ECHO, "What's in a <name> & \u2026 \uD83C\uDF39");
            romeo.awaitMessage(ECHO, "What's in a <name> & \u2026 \uD83C\uDF39");

            romeo.type(ECHO, ChatState.composing);
            romeo.awaitChatState(ECHO, ChatState.composing);

            romeo.say(ECHO, "r1", "Did it arrive?", new DeliveryReceiptRequest());
            Message receipt = romeo.awaitMessage("a receipt", message -> DeliveryReceipt.from(message) != null);
            assertThat(DeliveryReceipt.from(receipt).getId()).isEqualTo("r1");

            VCard question = new VCard();
            question.setTo(JidCreate.bareFrom(ECHO));
            VCard card = romeo.request(question);
            assertThat(Optional.ofNullable(card.getNickName()).or(() -> Optional.ofNullable(card.getField("FN"))))
                    .hasValueSatisfying(name -> assertThat(name).isNotEmpty());

            Awaitility.await().until(() -> romeo.isSubscribedTo(ECHO));
            romeo.rename(ECHO, "My friend");
            Thread.sleep(500);
            assertThat(romeo.nameOf(ECHO)).isEqualTo("My friend");

            romeo.sendPresence(Presence.Type.subscribe, NEWCOMER);
            romeo.awaitOnline(NEWCOMER);

            Awaitility.await().until(() -> romeo.hasInRoster(NEWCOMER));
            romeo.forget();
            romeo.remove(NEWCOMER);
            romeo.awaitOffline(NEWCOMER);

            romeo.unregister(TRANSPORT);
            romeo.awaitOffline(ECHO);
            assertThat(romeo.registrationForm(TRANSPORT).getAttributes()).doesNotContainKey("registered");
        }
        assertThat(transport.log()).doesNotContain(NETWORK_PASSWORD);
    }

    @Test
    void a_person_with_slixmpp_does_it_all() throws Exception {
        Path python = Path.of(
                Optional.ofNullable(System.getenv("LIBTRANSPORT_PYTHON")).orElse("/usr/bin/python3"));
        Tools.requireFile(python, "python3");
        Tools.requireFile(Path.of("/usr/lib/python3/dist-packages/slixmpp"), "python3-slixmpp");
        Path script = Path.of(getClass().getResource("/person.py").toURI());
        Path output = Files.createTempFile("slixmpp", ".log");
        try {
            Process person = new ProcessBuilder(
                            python.toString(),
                            script.toString(),
                            Integer.toString(clientPort),
                            "juliet@localhost",
                            "sesame",
                            TRANSPORT,
                            ECHO,
                            NETWORK_PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = person.waitFor(60, TimeUnit.SECONDS);
            person.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(text).isTrue();
            assertThat(person.waitFor()).as(text).isZero();
            assertThat(text.lines().filter(line -> line.startsWith("done: ")))
                    .containsExactly(
                            "done: register",
                            "done: chat",
                            "done: typing",
                            "done: receipt",
                            "done: vcard",
                            "done: rename",
                            "done: subscribe",
                            "done: unsubscribe",
                            "done: unregister");
        } finally {
            Files.delete(output);
        }
    }
}
