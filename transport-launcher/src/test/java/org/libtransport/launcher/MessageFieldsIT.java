package org.libtransport.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.launcher.GatewayScene.ECHO;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients get of messages that have more than a text, and of those that the network does not just take. */
@Timeout(60)
class MessageFieldsIT {

    private GatewayScene scene;
    private SmackClient romeo;

    @BeforeEach
    void open() throws Exception {
        scene = GatewayScene.openWithOptions(NewsBackend.class.getName(), "settings.send_headlines = 1");
        romeo = scene.loginAndRegister("romeo", "phone");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_headline_comes_with_format_time_and_file() throws Exception {
        romeo.say(ECHO, NewsBackend.ASK_FOR_NEWS);

        Message news = romeo.awaitMessage(ECHO, NewsBackend.NEWS);
        assertThat(news.getType()).isEqualTo(Message.Type.headline);
        assertThat(news.getStanzaId()).isNotBlank();
        assertThat(xml(news))
                .contains("<strong>Verona</strong> wins.</body>")
                .contains("2020-02-29T12:30:45")
                .contains("<url>" + NewsBackend.FILE + "</url>")
                .contains("<desc>The report</desc>")
                .contains("application/pdf")
                .doesNotContain("alert");
    }

    @Test
    void formatted_text_that_would_break_the_stream_is_left_out() throws Exception {
        romeo.say(ECHO, NewsBackend.ASK_FOR_BROKEN_FORMAT);

        assertThat(xml(romeo.awaitMessage(ECHO, "broken"))).doesNotContain("<html");
        romeo.say(ECHO, "still there");
        romeo.awaitMessage(ECHO, "still there");
    }

    @Test
    void a_refused_message_comes_back_with_the_sentence_of_the_network() throws Exception {
        romeo.say(ECHO, "r1", "refuse me");

        StanzaError error = romeo.awaitBounce("r1");
        assertThat(error.getCondition()).isEqualTo(StanzaError.Condition.not_acceptable);
        assertThat(error.getDescriptiveText()).isEqualTo("The echo network refuses this.");
    }

    @Test
    void a_message_put_off_arrives_later_and_once() throws Exception {
        romeo.say(ECHO, "l1", "later please");

        romeo.awaitMessage(ECHO, "later please");
        romeo.say(ECHO, "and then");
        romeo.awaitMessage(ECHO, "and then");
        romeo.assertNothingReceived(
                "a second one or an error",
                stanza -> stanza instanceof Message message
                        && (message.getType() == Message.Type.error || "later please".equals(message.getBody())));
    }

    @Test
    void the_address_of_a_file_reaches_the_network() throws Exception {
        StandardExtensionElement file = StandardExtensionElement.builder("x", "jabber:x:oob")
                .addElement("url", NewsBackend.FILE)
                .build();
        romeo.say(ECHO, "f1", NewsBackend.FILE, file);
        romeo.awaitMessage(ECHO, NewsBackend.FILE);

        romeo.say(ECHO, "f2", "Look", file);
        romeo.awaitMessage(ECHO, "Look\n" + NewsBackend.FILE);
    }

    private static String xml(Message message) {
        return message.toXML("").toString().replace('"', '\'');
    }
}
