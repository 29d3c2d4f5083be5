package org.libtransport.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libtransport.conversation.MediaWrapping.ALL;
import static org.libtransport.conversation.MediaWrapping.EXCLUSIVE;
import static org.libtransport.conversation.MediaWrapping.SPLIT;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libtransport.xmpp.xml.Element;

/** What a formatted text with images becomes: each part as plain text, formatted text and links. */
class MediaWrappingTest {

    private static final String A = "http://a.example/a.png";
    private static final String B = "http://a.example/b.png";
    private static final String IMAGE_A = "<img alt='' src='" + A + "'/>";
    private static final String IMAGE_B = "<img alt='' src='" + B + "'/>";

    static Stream<Arguments> texts() {
        String two = "see <em>this</em><br/>" + IMAGE_A + "<br/> and " + IMAGE_B + " end<br/>";
        String plainTwo = "see this\n" + A + "\n and " + B + " end";
        return Stream.of(
                Arguments.of(ALL, "hi", "<em>hi</em>", List.of(part("hi", "<em>hi</em>"))),
                Arguments.of(EXCLUSIVE, "hi", "<em>hi</em>", List.of(part("hi", "<em>hi</em>"))),
                Arguments.of(SPLIT, "hi", "<em>hi</em>", List.of(part("hi", "<em>hi</em>"))),
                Arguments.of(ALL, plainTwo, two, List.of(part(plainTwo, two, A, B))),
                Arguments.of(EXCLUSIVE, plainTwo, two, List.of(part(A, two, A))),
                Arguments.of(
                        SPLIT,
                        plainTwo,
                        two,
                        List.of(
                                part("see this", "see <em>this</em>"),
                                part(A, IMAGE_A, A),
                                part("and", " and "),
                                part(B, IMAGE_B, B),
                                part("end", " end"))),
                Arguments.of(SPLIT, A, IMAGE_A, List.of(part(A, IMAGE_A, A))),
                Arguments.of(SPLIT, "", IMAGE_A + IMAGE_B, List.of(part(A, IMAGE_A, A), part(B, IMAGE_B, B))),
                // The plain text knows nothing of the image: the words come from the formatted one, and none is lost.
                Arguments.of(
                        SPLIT,
                        "before after",
                        "before " + IMAGE_A + " after",
                        List.of(part("before", "before "), part(A, IMAGE_A, A), part("before after", " after"))),
                // Words that only the plain text has.
                Arguments.of(SPLIT, "look: " + A, IMAGE_A, List.of(part("look:", null), part(A, IMAGE_A, A))),
                // Images within other elements take these along.
                Arguments.of(
                        SPLIT,
                        "x " + A + " y",
                        "<p style='color: red'>x <strong>" + IMAGE_A + "</strong> y</p>",
                        List.of(
                                part("x", "<p style='color: red'>x </p>"),
                                part(A, IMAGE_A, A),
                                part("y", "<p style='color: red'> y</p>"))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void wraps(MediaWrapping mode, String body, String xhtml, List<String> parts) {
        Element read = Objects.requireNonNull(Xhtml.read(xhtml));

        assertThat(mode.wrap(body, read).stream().map(MediaWrappingTest::text)).containsExactlyElementsOf(parts);
    }

    private static String part(String body, @Nullable String xhtml, String... links) {
        return body + " | " + xhtml + " | " + List.of(links);
    }

    private static String text(MediaWrapping.Part part) {
        return part.body() + " | " + (part.xhtml() == null ? null : Xhtml.inside(part.xhtml())) + " | " + part.links();
    }
}
