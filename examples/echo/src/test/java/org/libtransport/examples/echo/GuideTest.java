package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for authors shows code that compiles. */
class GuideTest {

    @Test
    void every_line_of_code_in_the_guide_is_a_line_of_this_example() throws IOException {
        Set<String> source = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Files.readAllLines(file).forEach(line -> source.add(line.trim()));
            }
        }
        List<String> invented = new ArrayList<>();
        boolean code = false;
        int lines = 0;
        for (String line : Files.readAllLines(Path.of("../../docs/backend-guide.md"))) {
            if (line.startsWith("```")) {
                code = line.equals("```java");
            } else if (code) {
                lines++;
                if (!source.contains(line.trim())) {
                    invented.add(line);
                }
            }
        }
        assertThat(lines).isGreaterThan(30);
        assertThat(invented).isEmpty();
    }
}
