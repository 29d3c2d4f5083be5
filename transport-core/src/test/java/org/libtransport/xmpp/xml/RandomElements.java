package org.libtransport.xmpp.xml;

import java.util.Random;

/** Elements with everything that can be in one, made from a seed. */
final class RandomElements {

    private static final String[] NAMES = {"a", "body", "x", "query", "item", "b-c", "d.e", "_f", "gä"};
    private static final String[] NAMESPACES = {
        Element.CONTENT_NAMESPACE,
        Element.CONTENT_NAMESPACE,
        "urn:a",
        "urn:b?x=1&y='2'",
        "",
        "jabber:component:accept",
        "http://etherx.jabber.org/streams"
    };
    private static final String[] CHARACTERS = {
        "a",
        "b",
        "Z",
        " ",
        "&",
        "<",
        ">",
        "'",
        "\"",
        "]]>",
        "\n",
        "\r",
        "\t",
        "ä",
        "€",
        "\uD83D\uDE00",
        "\uFFFD",
        "\u007F",
        "\u0085",
        "\u2028",
        "&amp;",
        "<![CDATA["
    };

    private final Random random;
    private final String streamNamespace;

    RandomElements(Random random, String streamNamespace) {
        this.random = random;
        this.streamNamespace = streamNamespace;
    }

    Element next() {
        return element(0);
    }

    private Element element(int depth) {
        String namespace = pick(NAMESPACES);
        if (namespace.equals(streamNamespace)) {
            // By definition this is the content namespace on such a stream.
            namespace = Element.CONTENT_NAMESPACE;
        }
        Element.Builder element = Element.builder(pick(NAMES), namespace);
        String[] keys = {"id", "to", "xml:lang", "{urn:a}id", "{urn:'&}k", "{http://www.w3.org/XML/1998/namespace}space"
        };
        for (String key : keys) {
            if (random.nextInt(4) == 0) {
                element.attribute(key, text(random.nextInt(12)));
            }
        }
        int nodes = depth > 5 ? 0 : random.nextInt(5);
        boolean afterText = false;
        for (int i = 0; i < nodes; i++) {
            if (!afterText && random.nextBoolean()) {
                element.text(text(1 + random.nextInt(random.nextInt(50) == 0 ? 20_000 : 40)));
                afterText = true;
            } else {
                element.add(element(depth + 1));
                afterText = false;
            }
        }
        return element.build();
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(pick(CHARACTERS));
        }
        return text.toString();
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
