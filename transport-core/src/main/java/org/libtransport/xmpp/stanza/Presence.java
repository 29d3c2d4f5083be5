package org.libtransport.xmpp.stanza;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** A presence stanza (RFC 6121 sections 3 and 4). */
public record Presence(
        @Nullable Jid from,
        @Nullable Jid to,
        Type type,
        @Nullable String id,
        @Nullable String lang,
        List<Element> payloads)
        implements Stanza {

    /** RFC 6121 section 4.7.1; {@code AVAILABLE} is the absence of the attribute. */
    public enum Type {
        AVAILABLE(null),
        UNAVAILABLE("unavailable"),
        SUBSCRIBE("subscribe"),
        SUBSCRIBED("subscribed"),
        UNSUBSCRIBE("unsubscribe"),
        UNSUBSCRIBED("unsubscribed"),
        PROBE("probe"),
        ERROR("error");

        private final @Nullable String wireName;

        Type(@Nullable String wireName) {
            this.wireName = wireName;
        }

        /** The type of this name, or null if RFC 6121 knows no such type. */
        public static @Nullable Type parse(@Nullable String text) {
            if (text == null) {
                return AVAILABLE;
            }
            return switch (text) {
                case "unavailable" -> UNAVAILABLE;
                case "subscribe" -> SUBSCRIBE;
                case "subscribed" -> SUBSCRIBED;
                case "unsubscribe" -> UNSUBSCRIBE;
                case "unsubscribed" -> UNSUBSCRIBED;
                case "probe" -> PROBE;
                case "error" -> ERROR;
                default -> null;
            };
        }
    }

    public Presence {
        payloads = List.copyOf(payloads);
    }

    /** A presence without id, language and content. */
    public static Presence of(Jid from, Jid to, Type type) {
        return of(from, to, type, List.of());
    }

    /** A presence without id and language. */
    public static Presence of(Jid from, Jid to, Type type, List<Element> payloads) {
        return new Presence(from, to, type, null, null, payloads);
    }

    /** Whether this presence asks for, grants or ends a subscription. */
    public boolean isSubscription() {
        return switch (type) {
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> true;
            default -> false;
        };
    }

    @Override
    public Presence withFrom(@Nullable Jid sender) {
        return new Presence(sender, to, type, id, lang, payloads);
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public @Nullable String typeName() {
        return type.wireName;
    }
}
