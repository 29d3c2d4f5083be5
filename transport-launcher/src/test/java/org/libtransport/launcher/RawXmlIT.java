package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;
import static org.libtransport.launcher.GatewayScene.TRANSPORT;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person and a network that speaks XMPP itself, with a real server between them (RAW_XML). */
@Timeout(60)
class RawXmlIT {

    private static final String JULIET = "juliet\\40capulet.example@" + TRANSPORT;
    private static final String HER_CLIENT = JULIET + '/' + RawBackend.CLIENT;

    private GatewayScene scene;
    private SmackClient romeo;

    @BeforeEach
    void open() throws Exception {
        scene = GatewayScene.open(RawBackend.class.getName());
        romeo = scene.loginAndRegister("romeo", "phone");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void contacts_show_their_own_clients() {
        Presence shown = romeo.awaitOnline(JULIET);

        assertThat(shown.getFrom().toString()).isEqualTo(HER_CLIENT);
        assertThat(shown.getMode()).isEqualTo(Presence.Mode.away);
    }

    @Test
    void a_message_passes_with_all_that_is_in_it() throws Exception {
        romeo.say(
                HER_CLIENT,
                "m1",
                "Good night",
                StandardExtensionElement.builder("replace", "urn:xmpp:message-correct:0")
                        .addAttribute("id", "m0")
                        .build());

        Message back = romeo.awaitMessage(HER_CLIENT, "Good night");
        assertThat(back.getStanzaId()).isEqualTo("m1");
        assertThat(back.getType()).isEqualTo(Message.Type.chat);
        assertThat(back.toXML("").toString().replace('"', '\''))
                .contains("<replace xmlns='urn:xmpp:message-correct:0' id='m0'");
    }

    @Test
    void requests_are_answered_by_the_network() throws Exception {
        romeo.ping(HER_CLIENT);
        romeo.request(new UnknownRequest(HER_CLIENT));
        romeo.request(new UnknownRequest(TRANSPORT));
    }

    @Test
    void who_wrote_when_the_backend_died_is_told_and_talks_on_over_another() throws Exception {
        romeo.say(ECHO, "b1", "before");
        romeo.awaitMessage("an echo", message -> "before".equals(message.getBody()));
        romeo.say(ECHO, RawBackend.QUIET);
        romeo.ping(ECHO + '/' + RawBackend.CLIENT);
        romeo.forget();

        scene.transport().killBackend();

        Message told = romeo.awaitMessage(
                "a sentence of the transport",
                message -> message.getFrom().toString().equals(TRANSPORT));
        assertThat(told.getBody()).contains("may not have arrived");
        romeo.awaitOffline(ECHO);
        romeo.awaitOnline(ECHO);
        romeo.say(ECHO, "a1", "after");
        romeo.awaitMessage("an echo", message -> "after".equals(message.getBody()));
    }

    @Test
    void what_is_said_while_no_backend_is_there_is_delivered_or_returned() throws Exception {
        scene.transport().killBackend();
        for (int i = 0; i < 20; i++) {
            romeo.say(ECHO, "n" + i, "number " + i);
        }
        for (int i = 0; i < 20; i++) {
            String id = "n" + i;
            romeo.awaitMessage("echo or error of " + id, message -> id.equals(message.getStanzaId()));
        }
    }
}
