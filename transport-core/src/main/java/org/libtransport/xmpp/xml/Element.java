package org.libtransport.xmpp.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An XML element: name, namespace, attributes and content. Immutable and safe on any thread.
 *
 * <p>Content of a stream's default namespace ({@code jabber:client}, {@code jabber:component:accept}) always carries
 * {@link #CONTENT_NAMESPACE} here, whichever stream it came by. An attribute's key is its local name, for
 * {@code xml:lang} it is {@code "xml:lang"}, for any other namespace it is <code>{namespace}name</code>.
 */
public final class Element implements Node {

    /** The namespace that stanzas and their own children have inside this program. */
    public static final String CONTENT_NAMESPACE = "jabber:client";

    static final String[] NO_ATTRIBUTES = {};

    private final String name;
    private final String namespace;
    private final String[] attributes;
    private final List<Node> nodes;

    private Element(String name, String namespace, String[] attributes, List<Node> nodes) {
        this.name = name;
        this.namespace = namespace;
        this.attributes = attributes;
        this.nodes = nodes;
    }

    /** Takes the parts as they are: attributes in pairs, an unmodifiable list, and nobody else keeps either. */
    static Element ofParts(String name, String namespace, String[] attributes, List<Node> nodes) {
        return new Element(name, namespace, attributes, nodes);
    }

    /** An element without attributes or content. */
    public static Element of(String name, String namespace) {
        return new Element(name, namespace, NO_ATTRIBUTES, List.of());
    }

    /** An element that contains only text; an empty text makes an empty element. */
    public static Element of(String name, String namespace, String text) {
        return new Element(name, namespace, NO_ATTRIBUTES, text.isEmpty() ? List.of() : List.of(new Text(text)));
    }

    public static Builder builder(String name, String namespace) {
        return new Builder(name, namespace);
    }

    public String name() {
        return name;
    }

    public String namespace() {
        return namespace;
    }

    public boolean is(String wantedName, String wantedNamespace) {
        return name.equals(wantedName) && namespace.equals(wantedNamespace);
    }

    /** The attribute's value, or null if there is none. */
    public @Nullable String attribute(String key) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(key)) {
                return attributes[i + 1];
            }
        }
        return null;
    }

    /** Keys and values of all attributes in turn: key, value, key, value. A copy. */
    public String[] attributes() {
        return attributes.length == 0 ? NO_ATTRIBUTES : attributes.clone();
    }

    /** All content in order. Unmodifiable. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The child elements in order. Unmodifiable. */
    @SuppressWarnings("unchecked")
    public List<Element> children() {
        int texts = 0;
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Text) {
                texts++;
            }
        }
        if (texts == 0) {
            // Safe: the list cannot be modified and has nothing else in it.
            return (List<Element>) (List<?>) nodes;
        }
        List<Element> result = new ArrayList<>(nodes.size() - texts);
        for (Node node : nodes) {
            if (node instanceof Element element) {
                result.add(element);
            }
        }
        return Collections.unmodifiableList(result);
    }

    /** The first child with this name and namespace, or null. */
    public @Nullable Element child(String wantedName, String wantedNamespace) {
        for (Node node : nodes) {
            if (node instanceof Element element && element.is(wantedName, wantedNamespace)) {
                return element;
            }
        }
        return null;
    }

    /** The text of the first child with this name in this element's own namespace, or null if there is no such child. */
    public @Nullable String childText(String wantedName) {
        Element child = child(wantedName, namespace);
        return child == null ? null : child.text();
    }

    /** The text directly in this element, without that of its children. */
    public String text() {
        if (nodes.size() == 1 && nodes.get(0) instanceof Text only) {
            return only.value();
        }
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            if (node instanceof Text part) {
                text.append(part.value());
            }
        }
        return text.toString();
    }

    int attributeCount() {
        return attributes.length / 2;
    }

    String attributeKey(int index) {
        return attributes[2 * index];
    }

    String attributeValue(int index) {
        return attributes[2 * index + 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Element that
                && name.equals(that.name)
                && namespace.equals(that.namespace)
                && Arrays.equals(attributes, that.attributes)
                && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, namespace, Arrays.hashCode(attributes), nodes);
    }

    /** The element as XML text, for logs at TRACE and for tests. */
    @Override
    public String toString() {
        return XmlEncoder.toString(this);
    }

    /** Collects the parts of an element. Not thread-safe; may be used once. */
    public static final class Builder {

        private final String name;
        private final String namespace;
        private String[] attributes = NO_ATTRIBUTES;
        private int attributeLength;
        private @Nullable List<Node> nodes;

        private Builder(String name, String namespace) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
        }

        /** Adds an attribute; null adds none. The key must not be there yet. */
        public Builder attribute(String key, @Nullable String value) {
            if (value != null) {
                if (attributeLength == attributes.length) {
                    attributes = Arrays.copyOf(attributes, Math.max(8, attributeLength * 2));
                }
                attributes[attributeLength++] = key;
                attributes[attributeLength++] = value;
            }
            return this;
        }

        public Builder add(Node node) {
            if (nodes == null) {
                nodes = new ArrayList<>(4);
            }
            nodes.add(node);
            return this;
        }

        public Builder addAll(Iterable<? extends Node> more) {
            more.forEach(this::add);
            return this;
        }

        /** Adds text; an empty one is left out. */
        public Builder text(String text) {
            return text.isEmpty() ? this : add(new Text(text));
        }

        /** Adds a child with this name in this element's namespace that contains the text; null adds none. */
        public Builder child(String childName, @Nullable String text) {
            return text == null ? this : add(Element.of(childName, namespace, text));
        }

        /** Adds a child with this name in this element's namespace and lets the caller fill it. */
        public Builder child(String childName, Consumer<Builder> content) {
            Builder child = new Builder(childName, namespace);
            content.accept(child);
            return add(child.build());
        }

        public Element build() {
            return new Element(
                    name,
                    namespace,
                    attributeLength == attributes.length ? attributes : Arrays.copyOf(attributes, attributeLength),
                    nodes == null ? List.of() : List.copyOf(nodes));
        }
    }
}
