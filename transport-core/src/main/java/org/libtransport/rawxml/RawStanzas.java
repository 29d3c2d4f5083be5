package org.libtransport.rawxml;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Message;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Stanza;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlEncoder;

/** Stanzas as text for RAW_XML, and back. Stateless. */
final class RawStanzas {

    private RawStanzas() {}

    /** The stanza for another receiver, without a declaration of its namespace. */
    static ByteString write(Stanza stanza, @Nullable String to) {
        return write(Element.builder(stanza.name(), Element.CONTENT_NAMESPACE)
                .attribute("from", stanza.from() == null ? null : stanza.from().toString())
                .attribute("to", to)
                .attribute("id", stanza.id())
                .attribute("type", stanza.typeName())
                .attribute("xml:lang", stanza.lang())
                .addAll(stanza.payloads())
                .build());
    }

    static ByteString write(Element stanza) {
        ByteBuf text = Unpooled.buffer();
        new XmlEncoder(Element.CONTENT_NAMESPACE).encode(stanza, text);
        return ByteString.copyFrom(text.nioBuffer());
    }

    /** The stanza with these addresses, or null if it is none by the rules of RFC 6120 section 8. */
    static @Nullable Stanza read(Element stanza, Jid from, Jid to) {
        String given = stanza.attribute("id");
        // Clients take an empty id for a fault of the stream; none means the same.
        String id = given == null || given.isEmpty() ? null : given;
        String lang = stanza.attribute("xml:lang");
        String type = stanza.attribute("type");
        List<Element> payloads = stanza.children();
        if (!stanza.namespace().equals(Element.CONTENT_NAMESPACE)) {
            return null;
        }
        return switch (stanza.name()) {
            case "message" -> new Message(from, to, Message.Type.parse(type), id, lang, payloads);
            case "presence" -> {
                Presence.Type known = Presence.Type.parse(type);
                yield known == null ? null : new Presence(from, to, known, id, lang, payloads);
            }
            case "iq" -> {
                Iq.Type known = Iq.Type.parse(type);
                if (known == null || id == null) {
                    yield null;
                }
                Iq iq = new Iq(from, to, known, id, lang, payloads);
                yield iq.isRequest() && payloads.size() != 1 ? null : iq;
            }
            default -> null;
        };
    }
}
