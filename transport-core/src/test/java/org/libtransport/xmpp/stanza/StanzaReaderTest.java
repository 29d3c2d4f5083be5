package org.libtransport.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.StanzaError.Condition;
import org.libtransport.xmpp.xml.Element;

class StanzaReaderTest {

    private static final Jid ROMEO = Jid.parse("romeo@montague.example/garden");
    private static final Jid GATEWAY = Jid.parse("gateway.example");
    private static final Element QUERY = Element.of("query", "urn:q");

    private final StanzaReader reader = new StanzaReader();

    @Test
    void reads_back_what_the_model_writes() {
        List<Stanza> stanzas = List.of(
                new Message(ROMEO, GATEWAY, Message.Type.CHAT, "1", "de", List.of(QUERY)),
                Message.of(ROMEO, GATEWAY, Message.Type.NORMAL, List.of()),
                Presence.of(ROMEO, GATEWAY, Presence.Type.AVAILABLE),
                Presence.of(ROMEO, GATEWAY, Presence.Type.PROBE),
                Iq.request(ROMEO, GATEWAY, Iq.Type.GET, "2", QUERY),
                new Iq(null, null, Iq.Type.RESULT, "3", null, List.of()));

        for (Stanza stanza : stanzas) {
            assertThat(reader.read(stanza.toElement())).isEqualTo(new StanzaReader.Valid(stanza));
        }
    }

    @Test
    void the_encoder_writes_a_stanza_like_its_element() {
        Stanza stanza = new Message(ROMEO, GATEWAY, Message.Type.CHAT, "1'", "de", List.of(QUERY));
        StanzaEncoder encoder = new StanzaEncoder("jabber:client");
        ByteBuf out = Unpooled.buffer();
        encoder.encode(stanza, out);
        String direct = out.toString(StandardCharsets.UTF_8);
        out.clear();
        encoder.encode(stanza.toElement(), out);

        assertThat(direct)
                .isEqualTo(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("<message from='romeo@montague.example/garden' to='gateway.example' id='1&apos;'"
                        + " type='chat' xml:lang='de'><query xmlns='urn:q'/></message>");
    }

    @Test
    void a_message_of_unknown_type_is_normal() {
        Element element = stanza("message").attribute("type", "telepathy").build();

        assertThat(((StanzaReader.Valid) reader.read(element)).stanza())
                .isInstanceOfSatisfying(Message.class, m -> assertThat(m.type()).isEqualTo(Message.Type.NORMAL));
    }

    @Test
    void a_receiver_that_is_no_address_is_answered_as_malformed() {
        Element element = Element.builder("message", Element.CONTENT_NAMESPACE)
                .attribute("from", ROMEO.toString())
                .attribute("to", "a@@b")
                .attribute("id", "7")
                .build();

        StanzaReader.Invalid invalid = (StanzaReader.Invalid) reader.read(element);

        assertThat(invalid.error().condition()).isEqualTo(Condition.JID_MALFORMED);
        assertThat(invalid.answer()).isInstanceOfSatisfying(Message.class, answer -> {
            assertThat(answer.type()).isEqualTo(Message.Type.ERROR);
            assertThat(answer.to()).isEqualTo(ROMEO);
            assertThat(answer.from()).isNull();
            assertThat(answer.id()).isEqualTo("7");
        });
    }

    @Test
    void a_sender_that_is_no_address_cannot_be_answered() {
        Element element = Element.builder("iq", Element.CONTENT_NAMESPACE)
                .attribute("from", "@")
                .build();

        assertThat(reader.read(element)).isInstanceOf(StanzaReader.BadSender.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence", "iq"})
    void an_unknown_type_is_a_bad_request(String name) {
        StanzaReader.Result result =
                reader.read(stanza(name).attribute("type", "nonsense").build());

        assertThat(((StanzaReader.Invalid) result).error().condition()).isEqualTo(Condition.BAD_REQUEST);
    }

    @Test
    void a_request_must_have_exactly_one_child() {
        Element empty = stanza("iq").attribute("type", "get").build();
        Element two =
                stanza("iq").attribute("type", "set").add(QUERY).add(QUERY).build();

        assertThat(reader.read(empty)).isInstanceOf(StanzaReader.Invalid.class);
        assertThat(reader.read(two)).isInstanceOf(StanzaReader.Invalid.class);
    }

    @Test
    void an_error_is_never_answered() {
        Element element = Element.builder("iq", Element.CONTENT_NAMESPACE)
                .attribute("from", ROMEO.toString())
                .attribute("to", "@")
                .attribute("type", "error")
                .build();

        assertThat(((StanzaReader.Invalid) reader.read(element)).answer()).isNull();
    }

    @Test
    void other_elements_are_no_stanzas() {
        assertThat(reader.read(Element.of("handshake", Element.CONTENT_NAMESPACE)))
                .isInstanceOf(StanzaReader.Other.class);
        assertThat(reader.read(Element.of("message", "jabber:server"))).isInstanceOf(StanzaReader.Other.class);
    }

    private static Element.Builder stanza(String name) {
        return Element.builder(name, Element.CONTENT_NAMESPACE)
                .attribute("from", ROMEO.toString())
                .attribute("to", GATEWAY.toString());
    }

    @Test
    void a_stanza_does_not_change_with_the_list_it_was_made_of() {
        List<Element> payloads = new ArrayList<>(List.of(Element.of("a", "b")));
        Jid jid = Jid.parse("romeo@localhost");
        List<Stanza> stanzas = List.of(
                Message.of(jid, jid, Message.Type.CHAT, payloads),
                Presence.of(jid, jid, Presence.Type.AVAILABLE, payloads),
                new Iq(jid, jid, Iq.Type.RESULT, "1", null, payloads));

        payloads.clear();

        assertThat(stanzas).allSatisfy(stanza -> assertThat(stanza.payloads()).hasSize(1));
    }
}
