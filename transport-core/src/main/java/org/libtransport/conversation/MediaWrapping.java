package org.libtransport.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.Element;
import org.libtransport.xmpp.xml.Node;
import org.libtransport.xmpp.xml.Text;

/**
 * What becomes of the images within a formatted text, so that clients show them which read links (XEP-0066) and no
 * formatted text.
 */
public enum MediaWrapping {
    /** One message with its text, and a link for each image. */
    ALL,
    /** One message with a link for the first image, whose address is also the whole plain text: some clients insist. */
    EXCLUSIVE,
    /** A message for each image and for each text between them. */
    SPLIT;

    /**
     * One message of those that a text becomes.
     *
     * @param xhtml the formatted text; null if there is none
     * @param links addresses of images
     */
    record Part(String body, @Nullable Element xhtml, List<String> links) {}

    /** The messages for a text with an XHTML body. One without images stays as it is. */
    List<Part> wrap(String body, Element xhtml) {
        List<String> links = new ArrayList<>();
        collectImages(xhtml.nodes(), links);
        if (links.isEmpty()) {
            return List.of(new Part(body, xhtml, List.of()));
        }
        return switch (this) {
            case ALL -> List.of(new Part(body, xhtml, links));
            case EXCLUSIVE -> List.of(new Part(links.get(0), xhtml, List.of(links.get(0))));
            case SPLIT -> split(body, xhtml);
        };
    }

    private static void collectImages(List<Node> nodes, List<String> sources) {
        for (Node node : nodes) {
            if (node instanceof Element element) {
                if (isImage(element)) {
                    sources.add(source(element));
                }
                collectImages(element.nodes(), sources);
            }
        }
    }

    private static boolean isImage(Element element) {
        return element.name().equals("img") && element.attribute("src") != null;
    }

    private static String source(Element image) {
        return Objects.requireNonNull(image.attribute("src"));
    }

    private static List<Part> split(String body, Element xhtml) {
        List<Part> parts = new ArrayList<>();
        String rest = body;
        List<Node> text = List.of();
        for (List<Node> run : runs(xhtml.nodes())) {
            if (!(run.get(0) instanceof Element image && isImage(image))) {
                text = run;
                continue;
            }
            String source = source(image);
            int at = rest.indexOf(source);
            addText(parts, at < 0 ? "" : rest.substring(0, at), xhtml, text);
            text = List.of();
            rest = at < 0 ? rest : rest.substring(at + source.length());
            parts.add(new Part(source, Xhtml.with(xhtml, run), List.of(source)));
        }
        // Words that the plain text has and no place in the formatted text was found for come with the last part.
        addText(parts, rest, xhtml, text);
        return parts;
    }

    private static void addText(List<Part> parts, String plain, Element xhtml, List<Node> text) {
        List<Node> formatted = trimmed(text);
        String body = plain.strip();
        if (body.isEmpty()) {
            body = Xhtml.plain(formatted).strip();
        }
        if (!body.isEmpty()) {
            parts.add(new Part(body, formatted.isEmpty() ? null : Xhtml.with(xhtml, formatted), List.of()));
        }
    }

    /** The nodes as runs without images and single images, each with all that was around it. */
    private static List<List<Node>> runs(List<Node> nodes) {
        List<List<Node>> runs = new ArrayList<>();
        List<Node> run = new ArrayList<>();
        for (Node node : nodes) {
            for (Node piece : pieces(node)) {
                if (piece instanceof Element element && isImage(element)) {
                    if (!run.isEmpty()) {
                        runs.add(run);
                        run = new ArrayList<>();
                    }
                    runs.add(List.of(piece));
                } else {
                    run.add(piece);
                }
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** An element around images, in pieces that have none, with the images between them. */
    private static List<Node> pieces(Node node) {
        List<String> images = new ArrayList<>();
        if (!(node instanceof Element element) || isImage(element)) {
            return List.of(node);
        }
        collectImages(element.nodes(), images);
        if (images.isEmpty()) {
            return List.of(node);
        }
        List<Node> pieces = new ArrayList<>();
        for (List<Node> run : runs(element.nodes())) {
            boolean image = run.get(0) instanceof Element only && isImage(only);
            pieces.add(image ? run.get(0) : Xhtml.with(element, run));
        }
        return pieces;
    }

    private static List<Node> trimmed(List<Node> nodes) {
        int from = 0;
        int to = nodes.size();
        while (from < to && isBlank(nodes.get(from))) {
            from++;
        }
        while (to > from && isBlank(nodes.get(to - 1))) {
            to--;
        }
        return nodes.subList(from, to);
    }

    private static boolean isBlank(Node node) {
        return node instanceof Text text
                ? text.value().isBlank()
                : Xhtml.plain(List.of(node)).isBlank();
    }
}
