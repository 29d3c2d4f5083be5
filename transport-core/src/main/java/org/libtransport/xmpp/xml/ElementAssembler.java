package org.libtransport.xmpp.xml;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one element after another from tokens. Reuses its stacks, so that only the result is allocated. */
final class ElementAssembler {

    private static final int FIRST_DEPTH = 8;
    private static final int KEPT_NODES = 1024;

    private String[] prefixes = new String[FIRST_DEPTH];
    private String[] names = new String[FIRST_DEPTH];
    private String[] namespaces = new String[FIRST_DEPTH];
    private String[][] attributes = new String[FIRST_DEPTH][];
    private int[] firstNodes = new int[FIRST_DEPTH];
    private int depth;

    /** The finished children of all open elements; those of the innermost are on top. */
    private Node[] nodes = new Node[32];

    private int nodeCount;

    private @Nullable String text;
    private final StringBuilder longText = new StringBuilder();

    void clear() {
        depth = 0;
        dropNodes(0);
        text = null;
        longText.setLength(0);
    }

    void start(String prefix, String name, String namespace, String[] attributePairs) {
        flushText();
        if (depth == names.length) {
            int size = depth * 2;
            prefixes = Arrays.copyOf(prefixes, size);
            names = Arrays.copyOf(names, size);
            namespaces = Arrays.copyOf(namespaces, size);
            attributes = Arrays.copyOf(attributes, size);
            firstNodes = Arrays.copyOf(firstNodes, size);
        }
        prefixes[depth] = prefix;
        names[depth] = name;
        namespaces[depth] = namespace;
        attributes[depth] = attributePairs;
        firstNodes[depth] = nodeCount;
        depth++;
    }

    /** Whether the innermost open element has this name, as sent. */
    boolean isInnermost(byte[] data, int from, int to) {
        return StartTag.isNamed(prefixes[depth - 1], names[depth - 1], data, from, to);
    }

    /** Character data comes in pieces of any size, also none. */
    void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (text == null) {
            text = piece;
            return;
        }
        if (longText.length() == 0) {
            longText.append(text);
        }
        longText.append(piece);
    }

    /** Ends an element that is within another one. */
    void end() {
        push(close());
    }

    /** Ends the outermost element and returns it. */
    Element endOutermost() {
        Element element = close();
        if (nodes.length > KEPT_NODES) {
            nodes = new Node[32];
        }
        return element;
    }

    private Element close() {
        flushText();
        depth--;
        int first = firstNodes[depth];
        List<Node> children = switch (nodeCount - first) {
            case 0 -> List.of();
            case 1 -> List.of(nodes[first]);
            case 2 -> List.of(nodes[first], nodes[first + 1]);
            default -> List.of(Arrays.copyOfRange(nodes, first, nodeCount));
        };
        dropNodes(first);
        return Element.ofParts(names[depth], namespaces[depth], attributes[depth], children);
    }

    private void flushText() {
        if (text == null) {
            return;
        }
        if (longText.length() == 0) {
            push(new Text(text));
        } else {
            push(new Text(longText.toString()));
            longText.setLength(0);
            longText.trimToSize();
        }
        text = null;
    }

    private void push(Node node) {
        if (nodeCount == nodes.length) {
            nodes = Arrays.copyOf(nodes, nodeCount * 2);
        }
        nodes[nodeCount++] = node;
    }

    private void dropNodes(int first) {
        Arrays.fill(nodes, first, nodeCount, null);
        nodeCount = first;
    }
}
