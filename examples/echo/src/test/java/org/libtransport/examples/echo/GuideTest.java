package org.libtransport.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for authors shows code of the examples, each block as it stands there but for its indentation. */
class GuideTest {

    private static final Path EXAMPLES = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(java|python|typescript)\n(.*?)\n```", Pattern.DOTALL);
    private static final Map<String, String> ENDINGS = Map.of("java", ".java", "python", ".py", "typescript", ".ts");

    @Test
    void every_block_of_code_in_the_guide_is_one_of_the_examples() throws IOException {
        List<String> invented = new ArrayList<>();
        int blocks = 0;
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../../docs/backend-guide.md")));
        while (block.find()) {
            blocks++;
            String code = stripped(block.group(2));
            if (sources(ENDINGS.get(block.group(1))).stream().noneMatch(source -> source.contains(code))) {
                invented.add(block.group(2));
            }
        }
        assertThat(invented).isEmpty();
        assertThat(blocks).isGreaterThan(10);
    }

    private static List<String> sources(String ending) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("node_modules"))
                    .toList()) {
                sources.add(stripped(Files.readString(file)));
            }
        }
        return sources;
    }

    private static String stripped(String code) {
        return code.lines().map(line -> "\n" + line.trim()).reduce("", String::concat);
    }
}
