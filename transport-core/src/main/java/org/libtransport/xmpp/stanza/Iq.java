package org.libtransport.xmpp.stanza;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** An IQ stanza (RFC 6120 section 8.2.3). */
public record Iq(
        @Nullable Jid from,
        @Nullable Jid to,
        Type type,
        @Nullable String id,
        @Nullable String lang,
        List<Element> payloads)
        implements Stanza {

    /** The four types; there is no default. */
    public enum Type {
        GET("get"),
        SET("set"),
        RESULT("result"),
        ERROR("error");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** The type of this name, or null if there is none. */
        public static @Nullable Type parse(@Nullable String text) {
            for (Type type : values()) {
                if (type.wireName.equals(text)) {
                    return type;
                }
            }
            return null;
        }
    }

    public Iq {
        payloads = List.copyOf(payloads);
    }

    /** A request with one payload. */
    public static Iq request(Jid from, Jid to, Type type, String id, Element payload) {
        return new Iq(from, to, type, id, null, List.of(payload));
    }

    /** Whether this IQ must be answered. */
    public boolean isRequest() {
        return type == Type.GET || type == Type.SET;
    }

    /** The first child element, or null if there is none. */
    public @Nullable Element payload() {
        return payloads.isEmpty() ? null : payloads.get(0);
    }

    /** The answer without content, from the address that was asked to the one that asked. */
    public Iq result() {
        return new Iq(to, from, Type.RESULT, id, null, List.of());
    }

    /** The answer with this content, from the address that was asked to the one that asked. */
    public Iq result(Element payload) {
        return new Iq(to, from, Type.RESULT, id, null, List.of(payload));
    }

    /** The same IQ under another id. */
    public Iq withId(String newId) {
        return new Iq(from, to, type, newId, lang, payloads);
    }

    @Override
    public Iq withFrom(@Nullable Jid sender) {
        return new Iq(sender, to, type, id, lang, payloads);
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    @Override
    public String name() {
        return "iq";
    }

    @Override
    public String typeName() {
        return type.wireName;
    }
}
