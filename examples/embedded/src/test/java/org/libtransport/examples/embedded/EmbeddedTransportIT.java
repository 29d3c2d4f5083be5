package org.libtransport.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.filter.PresenceTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;
import org.libtransport.testkit.ProsodyServer;

/** The example as its reader would try it: beside a real XMPP server, asked by a real client. */
class EmbeddedTransportIT {

    @Test
    void tells_the_time_to_a_user_of_a_real_server() throws Exception {
        try (ProsodyServer server = ProsodyServer.forDomain("localhost")
                .account("romeo", "secret")
                .component("clock.localhost", "shared")
                .start()) {
            Thread program = new Thread(() -> EmbeddedTransport.main(
                    "clock.localhost", "127.0.0.1", Integer.toString(server.componentPort()), "shared"));
            program.setDaemon(true);
            program.start();
            XMPPTCPConnection client = new XMPPTCPConnection(XMPPTCPConnectionConfiguration.builder()
                    .setXmppDomain("localhost")
                    .setHostAddress(InetAddress.getLoopbackAddress())
                    .setPort(server.clientPort())
                    .setUsernameAndPassword("romeo", "secret")
                    .setSecurityMode(SecurityMode.disabled)
                    .build());
            BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
            BlockingQueue<Presence> presences = new LinkedBlockingQueue<>();
            client.addAsyncStanzaListener(stanza -> answers.add((Message) stanza), MessageWithBodiesFilter.INSTANCE);
            client.addAsyncStanzaListener(stanza -> presences.add((Presence) stanza), PresenceTypeFilter.AVAILABLE);
            client.connect().login();
            try {
                Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
                    client.sendStanza(PresenceBuilder.buildPresence()
                            .to(JidCreate.from("clock.localhost"))
                            .build());
                    Presence presence = presences.poll(1, TimeUnit.SECONDS);
                    return presence != null && presence.getFrom().toString().equals("clock@clock.localhost/bot");
                });
                client.sendStanza(StanzaBuilder.buildMessage()
                        .to(JidCreate.from("clock@clock.localhost"))
                        .ofType(Message.Type.chat)
                        .setBody("what time is it?")
                        .build());
                Message answer = answers.poll(10, TimeUnit.SECONDS);
                assertThat(answer).isNotNull();
                assertThat(answer.getBody()).startsWith("It is ");
            } finally {
                client.disconnect();
            }
        }
    }
}
