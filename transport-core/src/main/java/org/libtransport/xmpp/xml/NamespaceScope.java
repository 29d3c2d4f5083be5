package org.libtransport.xmpp.xml;

import java.util.Arrays;
import org.libtransport.xmpp.xml.XmlException.Condition;

/** Which namespaces are declared where the decoder is (Namespaces in XML 1.0). */
final class NamespaceScope {

    static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** Looking up a prefix takes time in proportion to this, for every name that has one. */
    private static final int MOST_PREFIXES = 128;

    /** The namespace becomes part of the key of each attribute with its prefix. */
    private static final int LONGEST_URI = 1024;

    private String[] prefixes = new String[4];
    private String[] uris = new String[4];
    private int count;

    /** For each open element its default namespace, and how many prefixes are declared outside of it. */
    private String[] defaults = new String[8];

    private int[] outside = new int[8];
    private int depth;

    void clear() {
        depth = 0;
        count = 0;
    }

    /** Begins an element, which inherits everything. */
    void enter() {
        if (depth == defaults.length) {
            defaults = Arrays.copyOf(defaults, depth * 2);
            outside = Arrays.copyOf(outside, depth * 2);
        }
        defaults[depth] = depth == 0 ? "" : defaults[depth - 1];
        outside[depth] = count;
        depth++;
    }

    void leave() {
        depth--;
        count = outside[depth];
    }

    void declareDefault(String uri) {
        if (uri.equals(XML) || uri.equals(XMLNS)) {
            throw XmlCharacters.notWellFormed("a reserved namespace is declared");
        }
        defaults[depth - 1] = uri;
    }

    void declare(String prefix, String uri) {
        boolean xml = prefix.equals("xml");
        if (prefix.equals("xmlns") || uri.isEmpty() || uri.equals(XMLNS) || xml != uri.equals(XML)) {
            throw XmlCharacters.notWellFormed("a reserved or empty namespace is declared");
        }
        if (xml) {
            return;
        }
        for (int i = outside[depth - 1]; i < count; i++) {
            if (prefixes[i].equals(prefix)) {
                throw XmlCharacters.notWellFormed("a prefix is declared twice");
            }
        }
        if (count == MOST_PREFIXES || uri.length() > LONGEST_URI) {
            throw new XmlException(
                    Condition.POLICY_VIOLATION, "too many namespace prefixes, or one stands for too much");
        }
        if (count == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, count * 2);
            uris = Arrays.copyOf(uris, count * 2);
        }
        prefixes[count] = prefix;
        uris[count] = uri;
        count++;
    }

    /** The namespace of elements without prefix. */
    String defaultNamespace() {
        return defaults[depth - 1];
    }

    String resolve(String prefix) {
        for (int i = count - 1; i >= 0; i--) {
            if (prefixes[i].equals(prefix)) {
                return uris[i];
            }
        }
        if (prefix.equals("xml")) {
            return XML;
        }
        throw new XmlException(Condition.BAD_NAMESPACE_PREFIX, "a namespace prefix is not declared");
    }
}
