package org.libtransport.xmpp.xml;

/**
 * The names and namespaces that XMPP is full of, so that reading them again allocates nothing and comparing them with
 * the constants of our code is comparing references. Fixed: what peers send never gets in here.
 */
final class KnownNames {

    private static final String[] NAMES = {
        "message",
        "presence",
        "iq",
        "body",
        "subject",
        "thread",
        "show",
        "status",
        "priority",
        "error",
        "text",
        "query",
        "item",
        "group",
        "x",
        "c",
        "delay",
        "active",
        "composing",
        "paused",
        "inactive",
        "gone",
        "request",
        "received",
        "displayed",
        "markable",
        "origin-id",
        "stanza-id",
        "ping",
        "vCard",
        "nick",
        "photo",
        "feature",
        "identity",
        "field",
        "value",
        "option",
        "reason",
        "command",
        "actor",
        "history",
        "password",
        "username",
        "remove",
        "html",
        "store",
        "no-copy",
        "no-store",
        "private",
        "forwarded",
        "sent",
        "auth",
        "response",
        "starttls",
        "bind",
        "session",
        "resource",
        "jid",
        "handshake",
        "stream",
        "from",
        "to",
        "id",
        "type",
        "xml",
        "lang",
        "xmlns",
        "name",
        "subscription",
        "ask",
        "stamp",
        "hash",
        "node",
        "ver",
        "ext",
        "var",
        "label",
        "code",
        "affiliation",
        "role",
        "version",
        "mechanism",
        "by",
        "category",
        "action",
        "sessionid",
        "registered",
        "instructions",
        "set",
        "service-unavailable",
        "feature-not-implemented",
        "recipient-unavailable",
        "remote-server-not-found",
        "jabber:client",
        "jabber:server",
        "jabber:component:accept",
        "http://etherx.jabber.org/streams",
        "jabber:iq:roster",
        "jabber:iq:register",
        "jabber:iq:version",
        "jabber:iq:last",
        "jabber:iq:gateway",
        "jabber:iq:private",
        "jabber:x:data",
        "jabber:x:oob",
        "jabber:x:delay",
        "jabber:x:conference",
        "urn:xmpp:ping",
        "urn:xmpp:delay",
        "urn:xmpp:receipts",
        "urn:xmpp:time",
        "urn:xmpp:sid:0",
        "urn:xmpp:hints",
        "urn:xmpp:carbons:2",
        "urn:xmpp:forward:0",
        "urn:xmpp:chat-markers:0",
        "urn:xmpp:message-correct:0",
        "urn:xmpp:attention:0",
        "urn:ietf:params:xml:ns:xmpp-stanzas",
        "urn:ietf:params:xml:ns:xmpp-streams",
        "urn:ietf:params:xml:ns:xmpp-sasl",
        "urn:ietf:params:xml:ns:xmpp-tls",
        "urn:ietf:params:xml:ns:xmpp-bind",
        "urn:ietf:params:xml:ns:xmpp-session",
        "http://jabber.org/protocol/chatstates",
        "http://jabber.org/protocol/caps",
        "http://jabber.org/protocol/disco#info",
        "http://jabber.org/protocol/disco#items",
        "http://jabber.org/protocol/muc",
        "http://jabber.org/protocol/muc#user",
        "http://jabber.org/protocol/muc#admin",
        "http://jabber.org/protocol/muc#owner",
        "http://jabber.org/protocol/nick",
        "http://jabber.org/protocol/commands",
        "http://jabber.org/protocol/rosterx",
        "http://jabber.org/protocol/xhtml-im",
        "http://www.w3.org/1999/xhtml",
        "vcard-temp",
        "vcard-temp:x:update"
    };

    private static final String[] TABLE = new String[1024];

    static {
        for (String name : NAMES) {
            int hash = 0;
            for (int i = 0; i < name.length(); i++) {
                hash = hash(hash, (byte) name.charAt(i));
            }
            int slot = slot(hash);
            while (TABLE[slot] != null) {
                slot = (slot + 1) & (TABLE.length - 1);
            }
            TABLE[slot] = name;
        }
    }

    private KnownNames() {}

    /** The hash of a name grows byte by byte from 0. */
    static int hash(int hash, byte next) {
        return hash * 31 + next;
    }

    /** The text of these bytes, which must be ASCII and have this hash. */
    @SuppressWarnings("NullAway") // an array of strings begins empty
    static String get(byte[] data, int from, int to, int hash) {
        int slot = slot(hash);
        while (true) {
            String known = TABLE[slot];
            if (known == null) {
                return XmlCharacters.ascii(data, from, to);
            }
            if (is(known, data, from, to)) {
                return known;
            }
            slot = (slot + 1) & (TABLE.length - 1);
        }
    }

    /** Whether these bytes are this text; both must be ASCII for a true answer. */
    static boolean is(String text, byte[] data, int from, int to) {
        int length = text.length();
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != data[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 10 ^ hash >>> 20) & (TABLE.length - 1);
    }
}
