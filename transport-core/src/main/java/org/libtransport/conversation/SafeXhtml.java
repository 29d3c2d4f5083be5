package org.libtransport.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;

/**
 * Keeps of formatted text what XEP-0071 has: the elements, attributes and styles of its profile, and addresses that
 * cannot run anything. Other elements give way to their content (section 8), the old ones for bold and the like to their
 * successors; what holds no text for people goes with its content. Stateless.
 */
final class SafeXhtml {

    static final String NAMESPACE = "http://www.w3.org/1999/xhtml";

    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "abbr",
            "acronym",
            "address",
            "blockquote",
            "br",
            "cite",
            "code",
            "dd",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "img",
            "kbd",
            "li",
            "ol",
            "p",
            "pre",
            "q",
            "samp",
            "span",
            "strong",
            "ul",
            "var");

    private static final Set<String> WITHOUT_WORDS =
            Set.of("applet", "embed", "frame", "head", "iframe", "link", "meta", "object", "script", "style", "title");

    /** Elements of older HTML, and the styles that took their place. */
    private static final Map<String, String> STYLED = Map.of(
            "u", "text-decoration: underline",
            "ins", "text-decoration: underline",
            "s", "text-decoration: line-through",
            "strike", "text-decoration: line-through",
            "del", "text-decoration: line-through");

    private static final Map<String, String> SUCCESSORS = Map.of("b", "strong", "i", "em", "tt", "code");

    /** XEP-0071 section 6.7. */
    private static final Set<String> STYLES = Set.of(
            "background-color",
            "color",
            "font-family",
            "font-size",
            "font-style",
            "font-weight",
            "margin-left",
            "margin-right",
            "text-align",
            "text-decoration");

    private static final Set<String> LINK_SCHEMES =
            Set.of("ftp", "geo", "http", "https", "irc", "ircs", "mailto", "sip", "tel", "xmpp");

    private static final Set<String> IMAGE_SCHEMES = Set.of("cid", "http", "https");

    private SafeXhtml() {}

    /** The body with what is allowed in it. */
    static Element body(Element body) {
        return Element.builder("body", NAMESPACE)
                .attribute("style", style(body.attribute("style")))
                .addAll(safe(body.nodes()))
                .build();
    }

    private static List<Node> safe(List<Node> nodes) {
        List<Node> kept = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            if (!(node instanceof Element element)) {
                kept.add(node);
            } else if (!WITHOUT_WORDS.contains(name(element))) {
                add(element, kept);
            }
        }
        return kept;
    }

    private static String name(Element element) {
        return element.name().toLowerCase(Locale.ROOT);
    }

    private static void add(Element element, List<Node> to) {
        String name = SUCCESSORS.getOrDefault(name(element), name(element));
        String oldStyle = STYLED.get(name);
        if (name.equals("img")) {
            addImage(element, to);
        } else if (oldStyle != null) {
            to.add(Element.builder("span", NAMESPACE)
                    .attribute("style", oldStyle)
                    .addAll(safe(element.nodes()))
                    .build());
        } else if (ELEMENTS.contains(name) && element.namespace().equals(NAMESPACE)) {
            Element.Builder kept =
                    Element.builder(name, NAMESPACE).attribute("style", style(element.attribute("style")));
            if (name.equals("a")) {
                kept.attribute("href", address(element.attribute("href"), LINK_SCHEMES));
                kept.attribute("type", element.attribute("type"));
            }
            to.add(kept.addAll(safe(element.nodes())).build());
        } else {
            to.addAll(safe(element.nodes()));
        }
    }

    private static void addImage(Element image, List<Node> to) {
        String source = address(image.attribute("src"), IMAGE_SCHEMES);
        String words = image.attribute("alt");
        if (source != null) {
            to.add(Element.builder("img", NAMESPACE)
                    .attribute("alt", words == null ? "" : words)
                    .attribute("height", number(image.attribute("height")))
                    .attribute("src", source)
                    .attribute("style", style(image.attribute("style")))
                    .attribute("width", number(image.attribute("width")))
                    .build());
        } else if (words != null && !words.isEmpty()) {
            to.add(new Text(words));
        }
    }

    /** The address if it has one of the schemes, else null. */
    private static @Nullable String address(@Nullable String address, Set<String> schemes) {
        if (address == null) {
            return null;
        }
        int colon = address.indexOf(':');
        return colon > 0 && schemes.contains(address.substring(0, colon).strip().toLowerCase(Locale.ROOT))
                ? address.strip()
                : null;
    }

    private static @Nullable String number(@Nullable String text) {
        return text != null
                        && !text.isEmpty()
                        && text.length() < 6
                        && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? text
                : null;
    }

    private static @Nullable String style(@Nullable String styles) {
        if (styles == null) {
            return null;
        }
        List<String> kept = new ArrayList<>();
        for (String rule : styles.split(";")) {
            int colon = rule.indexOf(':');
            if (colon > 0
                    && STYLES.contains(rule.substring(0, colon).strip().toLowerCase(Locale.ROOT))
                    && rule.indexOf('(') < 0
                    && rule.indexOf('\\') < 0) {
                kept.add(rule.strip());
            }
        }
        return kept.isEmpty() ? null : String.join("; ", kept);
    }
}
