package org.libtransport.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;

/** Makes stanzas that are well-formed and otherwise as wrong as they can be, of stanzas that clients and servers send. */
final class StanzaMutator {

    private static final List<String> TYPES = List.of(
            "",
            "get",
            "set",
            "result",
            "error",
            "chat",
            "groupchat",
            "headline",
            "normal",
            "subscribe",
            "subscribed",
            "unsubscribe",
            "unsubscribed",
            "unavailable",
            "probe",
            "invisible",
            "none",
            "GET",
            "\u00e9");
    private static final List<String> NAMESPACES = List.of(
            "",
            "jabber:client",
            "jabber:iq:register",
            "jabber:iq:roster",
            "jabber:iq:version",
            "jabber:iq:last",
            "jabber:iq:private",
            "jabber:iq:gateway",
            "jabber:x:data",
            "jabber:x:delay",
            "jabber:x:oob",
            "vcard-temp",
            "vcard-temp:x:update",
            "urn:xmpp:ping",
            "urn:xmpp:time",
            "urn:xmpp:receipts",
            "urn:xmpp:delay",
            "urn:xmpp:attention:0",
            "urn:xmpp:blocking",
            "urn:xmpp:carbons:2",
            "urn:xmpp:forward:0",
            "urn:xmpp:privilege:2",
            "urn:xmpp:chat-markers:0",
            "urn:xmpp:message-correct:0",
            "http://jabber.org/protocol/disco#info",
            "http://jabber.org/protocol/disco#items",
            "http://jabber.org/protocol/commands",
            "http://jabber.org/protocol/muc",
            "http://jabber.org/protocol/muc#user",
            "http://jabber.org/protocol/caps",
            "http://jabber.org/protocol/chatstates",
            "http://jabber.org/protocol/xhtml-im",
            "http://jabber.org/protocol/rosterx",
            "http://jabber.org/protocol/pubsub",
            "http://jabber.org/protocol/stats",
            "urn:ietf:params:xml:ns:xmpp-stanzas",
            "none");

    private final Random random;
    private final List<String> users;
    private final String transport;
    private final List<Element> seeds = new ArrayList<>();
    private final List<Element> parts = new ArrayList<>();

    StanzaMutator(Random random, String transport, List<String> users, List<String> seeds) {
        this.random = random;
        this.transport = transport;
        this.users = users;
        for (String seed : seeds) {
            Element stanza = Xml.parse(seed);
            this.seeds.add(stanza);
            collect(stanza);
        }
    }

    private void collect(Element element) {
        for (Element child : element.children()) {
            parts.add(child);
            collect(child);
        }
    }

    /** The next one, as text. */
    String next() {
        Element seed = seeds.get(random.nextInt(seeds.size()));
        int changes = random.nextInt(4);
        Element stanza = addressed(seed);
        for (int i = 0; i < changes; i++) {
            stanza = changed(stanza);
        }
        return stanza.toString();
    }

    private Element addressed(Element seed) {
        String user = pick(users);
        return Element.builder(seed.name(), seed.namespace())
                .attribute("type", seed.attribute("type"))
                .attribute("from", random.nextInt(5) == 0 ? user : user + "/r" + random.nextInt(3))
                .attribute("to", address())
                .attribute("id", random.nextInt(10) == 0 ? null : "f" + random.nextInt(1000))
                .addAll(seed.nodes())
                .build();
    }

    private String address() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> transport;
            case 4, 5, 6 -> "contact" + (1 + random.nextInt(3)) + "@" + transport;
            case 7 -> "contact1@" + transport + "/bot";
            case 8 -> "#room" + random.nextInt(3) + "@" + transport;
            case 9 -> "#room" + random.nextInt(3) + "@" + transport + "/nick" + random.nextInt(3);
            case 10 -> "nobody\\40elsewhere@" + transport;
            default -> nasty();
        };
    }

    private Element changed(Element element) {
        List<Element> children = element.children();
        // Deeper more often than not, because there is more of it.
        if (!children.isEmpty() && random.nextInt(3) > 0) {
            Element child = pick(children);
            Element inner = changed(child);
            return like(element)
                    .addAll(element.nodes().stream()
                            .map(node -> node == child ? inner : node)
                            .toList())
                    .build();
        }
        List<Node> nodes = element.nodes();
        return switch (random.nextInt(10)) {
            case 0 -> with(element, "type", pick(TYPES));
            case 1 -> with(element, someAttribute(element), random.nextInt(4) == 0 ? null : nasty());
            case 2 -> like(element).build();
            case 3 -> like(element).addAll(nodes).addAll(nodes).build();
            case 4 -> like(element).addAll(nodes).add(pick(parts)).build();
            // The server of this benchmark does not find the end of a stanza in one of the same name.
            case 5 ->
                like(element).add(isStanza(element) ? pick(parts) : element).build();
            case 6 -> inOther(element, pick(NAMESPACES));
            case 7 -> like(element).add(new Text(nasty())).build();
            case 8 -> like(element).addAll(nodes).add(new Text(nasty())).build();
            // Something else than a stanza would rightly end the stream.
            default ->
                like(isStanza(element) ? element : pick(parts)).addAll(nodes).build();
        };
    }

    private String someAttribute(Element element) {
        String[] attributes = element.attributes();
        return attributes.length == 0 || random.nextInt(4) == 0
                ? pick(List.of("to", "from", "id", "type", "xml:lang", "node", "jid", "stamp", "ver", "hash"))
                : attributes[2 * random.nextInt(attributes.length / 2)];
    }

    private static Element with(Element element, String key, @Nullable String value) {
        return like(element, element.namespace(), key)
                .attribute(key, value)
                .addAll(element.nodes())
                .build();
    }

    private static Element inOther(Element element, String namespace) {
        return isStanza(element)
                ? element
                : like(element, namespace, "").addAll(element.nodes()).build();
    }

    /** Begins with name, namespace and attributes. */
    private static Element.Builder like(Element element) {
        return like(element, element.namespace(), "");
    }

    private static Element.Builder like(Element element, String namespace, String without) {
        Element.Builder copy = Element.builder(element.name(), namespace);
        String[] attributes = element.attributes();
        for (int i = 0; i < attributes.length; i += 2) {
            copy.attribute(attributes[i], attributes[i].equals(without) ? null : attributes[i + 1]);
        }
        return copy;
    }

    private static boolean isStanza(Element element) {
        return List.of("message", "presence", "iq").contains(element.name());
    }

    private String nasty() {
        return switch (random.nextInt(16)) {
            case 0 -> "";
            case 1 -> " \n\t ";
            case 2 -> "x".repeat(1 + random.nextInt(3000));
            case 3 -> "\ud83d\ude00\u202e\u0000".replace("\u0000", "\ufffd");
            case 4 -> "-1";
            // The server of this benchmark does not find the end of a stanza in one of the same name.
            case 5 -> "99999999999999999999";
            case 6 -> "2026-13-45T99:99:99Z";
            case 7 -> "@@" + transport + "//";
            case 8 -> transport;
            case 9 -> pick(users);
            case 10 -> "a@b@c/d";
            case 11 -> "=?&<>\"']]>";
            case 12 -> "contact1@" + transport;
            case 13 -> "#room1@" + transport + "/nick";
            case 14 -> "true";
            default -> "e\u0301\u0130\u1e9e" + (char) ('a' + random.nextInt(26));
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
