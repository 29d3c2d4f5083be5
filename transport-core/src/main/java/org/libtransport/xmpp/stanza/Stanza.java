package org.libtransport.xmpp.stanza;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** A message, presence or IQ (RFC 6120 section 8). Immutable and safe on any thread. */
public sealed interface Stanza permits Message, Presence, Iq {

    /** Who sent it; null only from a client of ours before its address is stamped on. */
    @Nullable
    Jid from();

    /** Whom it is for; null means the server itself. */
    @Nullable
    Jid to();

    @Nullable
    String id();

    /** The value of {@code xml:lang}, or null. */
    @Nullable
    String lang();

    /** The child elements, an {@code <error/>} included. Unmodifiable. */
    List<Element> payloads();

    /** Whether the type attribute is "error" (RFC 6120 section 8.3). An error is never answered by an error. */
    boolean isError();

    /** The element's name: {@code message}, {@code presence} or {@code iq}. */
    String name();

    /** The value of the type attribute, or null where the default stands without one. */
    @Nullable
    String typeName();

    /** The same stanza from another sender. */
    Stanza withFrom(@Nullable Jid sender);

    /** The first child with this name and namespace, or null. */
    default @Nullable Element payload(String name, String namespace) {
        for (Element payload : payloads()) {
            if (payload.is(name, namespace)) {
                return payload;
            }
        }
        return null;
    }

    /** The text of the first child of the content namespace with this name, or null if there is none. */
    default @Nullable String payloadText(String name) {
        Element payload = payload(name, Element.CONTENT_NAMESPACE);
        return payload == null ? null : payload.text();
    }

    /** The whole stanza as one element in {@link Element#CONTENT_NAMESPACE}. */
    default Element toElement() {
        return Element.builder(name(), Element.CONTENT_NAMESPACE)
                .attribute("from", from() == null ? null : from().toString())
                .attribute("to", to() == null ? null : to().toString())
                .attribute("id", id())
                .attribute("type", typeName())
                .attribute("xml:lang", lang())
                .addAll(payloads())
                .build();
    }
}
