package org.libtransport.xmpp.stanza;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.XmlEncoder;

/**
 * Writes stanzas and other first-level elements as UTF-8 for one stream (see {@link XmlEncoder}), stanzas without
 * building their element first. Not thread-safe; meant to be kept and used again.
 */
public final class StanzaEncoder {

    private final XmlEncoder xml;

    /** Writes for a stream with this default namespace, {@code jabber:client} or {@code jabber:component:accept}. */
    public StanzaEncoder(String streamNamespace) {
        this.xml = new XmlEncoder(streamNamespace);
    }

    public void encode(Stanza stanza, ByteBuf out) {
        encode(stanza, stanza.from(), stanza.to(), out);
    }

    /** Writes the stanza with other addresses than its own, as a stream's end that stamps or omits them needs it. */
    public void encode(Stanza stanza, @Nullable Jid from, @Nullable Jid to, ByteBuf out) {
        xml.start(stanza.name());
        xml.attribute("from", from == null ? null : from.toString());
        xml.attribute("to", to == null ? null : to.toString());
        xml.attribute("id", stanza.id());
        xml.attribute("type", stanza.typeName());
        xml.attribute("xml:lang", stanza.lang());
        xml.content(stanza.name(), stanza.payloads());
        xml.flush(out);
    }

    /** Writes an element that is no stanza, such as {@code <handshake/>} or {@code <stream:features/>}. */
    public void encode(Element element, ByteBuf out) {
        xml.encode(element, out);
    }
}
