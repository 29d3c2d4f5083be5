package org.libtransport.xmpp.stanza;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** A message stanza (RFC 6121 section 5). */
public record Message(
        @Nullable Jid from,
        @Nullable Jid to,
        Type type,
        @Nullable String id,
        @Nullable String lang,
        List<Element> payloads)
        implements Stanza {

    /** RFC 6121 section 5.2.2. */
    public enum Type {
        NORMAL("normal"),
        CHAT("chat"),
        GROUPCHAT("groupchat"),
        HEADLINE("headline"),
        ERROR("error");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** A missing or unknown type is {@code normal}, as RFC 6121 demands. */
        public static Type parse(@Nullable String text) {
            if (text == null) {
                return NORMAL;
            }
            return switch (text) {
                case "chat" -> CHAT;
                case "groupchat" -> GROUPCHAT;
                case "headline" -> HEADLINE;
                case "error" -> ERROR;
                default -> NORMAL;
            };
        }
    }

    public Message {
        payloads = List.copyOf(payloads);
    }

    /** A message without id and language. */
    public static Message of(Jid from, Jid to, Type type, List<Element> payloads) {
        return new Message(from, to, type, null, null, payloads);
    }

    /** A chat message with a body and nothing else. */
    public static Message chat(Jid from, Jid to, String body) {
        return of(from, to, Type.CHAT, List.of(Element.of("body", Element.CONTENT_NAMESPACE, body)));
    }

    /** The text of the body, or null if there is none. */
    public @Nullable String body() {
        return payloadText("body");
    }

    @Override
    public Message withFrom(@Nullable Jid sender) {
        return new Message(sender, to, type, id, lang, payloads);
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    @Override
    public String name() {
        return "message";
    }

    @Override
    public @Nullable String typeName() {
        return type == Type.NORMAL ? null : type.wireName;
    }
}
