package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the javadoc shows to authors compiles: each example stands, whatever its line breaks, in {@link JavadocExamples}. */
class JavadocExamplesTest {

    private static final Path MAIN = Path.of("src/main/java/org/libtransport/plugin");
    private static final Path EXAMPLES = Path.of("src/test/java/org/libtransport/plugin/JavadocExamples.java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);

    @Test
    void every_example_is_code_that_compiles() throws IOException {
        String source = dense(Files.readString(EXAMPLES));
        for (Path file : files()) {
            Matcher example = EXAMPLE.matcher(Files.readString(file));
            while (example.find()) {
                String code = example.group(1).replaceAll("\n *\\*", "\n");
                assertThat(source).as("the example in %s", file.getFileName()).contains(dense(code));
            }
        }
    }

    @Test
    void every_ability_has_an_example() throws IOException {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith("Support.java") || name.equals("NetworkPlugin.java") || name.endsWith("Session.java")) {
                assertThat(EXAMPLE.matcher(Files.readString(file)).find())
                        .as("an example in %s", name)
                        .isTrue();
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }
}
