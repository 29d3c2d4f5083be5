package org.libtransport.xmpp.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {

    private static final String[] PIECES = {
        "a",
        "B",
        "z",
        "0",
        "-",
        "--",
        ".",
        "@",
        "/",
        "_",
        " ",
        "\"",
        "&",
        "'",
        ":",
        "<",
        ">",
        "%",
        "#",
        "\\",
        "\\40",
        "xn--",
        "xn--mnchen-3ya",
        "ß",
        "ü",
        "Ü",
        "é",
        "ﬁ",
        "。",
        "Ａ",
        "\u2000",
        "\u00A0",
        "\u200D",
        "\u0000",
        "\t",
        "\uD83D",
        "\uDE00",
        "\uD83D\uDE00",
        "[",
        "]",
        "[::1]",
        "א",
        "1",
        "\u0130",
        "~",
        "\u007F"
    };

    @ParameterizedTest
    @CsvSource({
        "example.org, , example.org, ",
        "a@b.c, a, b.c, ",
        "a@b.c/d, a, b.c, d",
        "b.c/d@e/f, , b.c, d@e/f",
        "A@B.C/D, a, b.c, D",
        "#room%irc.net@x/Nick Name, #room%irc.net, x, Nick Name",
        "user\\40host@x, user\\40host, x, ",
        "a@xn--mnchen-3ya.de, a, münchen.de, ",
        "ＡＢ@x, ab, x, ",
        "a@b。c, a, b.c, ",
        "a@[::1]/r, a, [::1], r",
        "a@127.0.0.1, a, 127.0.0.1, ",
        "a@b.c., a, b.c, ",
    })
    void reads_and_prepares(String text, String local, String domain, String resource) {
        Jid jid = Jid.parse(text);

        assertThat(jid.local()).isEqualTo(local);
        assertThat(jid.domain()).isEqualTo(domain);
        assertThat(jid.resource()).isEqualTo(resource);
        assertThat(Jid.of(local, domain, resource)).isEqualTo(jid).hasSameHashCodeAs(jid);
        assertThat(jid.bare()).isEqualTo(Jid.of(local, domain, null));
        assertThat(jid.bare().isBare()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "/",
                "@b",
                "a@",
                "a@b/",
                "/r",
                "a@/r",
                "a@b@c",
                "a b@c",
                "a\"b@c",
                "a&b@c",
                "a'b@c",
                "a:b@c",
                "a<b@c",
                "a>b@c",
                "\u2000a@b",
                "ﬁ@b",
                "a@b c",
                "a@-b",
                "a@b-",
                "a@b..c",
                "a@b_c",
                "a@.",
                "a@[::1",
                "a@b/\u0000",
                "a@b/\t",
                "\uD800@b",
                "a@b/\uD800",
                "a@\uD800"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> Jid.parse(text)).isInstanceOf(InvalidJidException.class);
    }

    @Test
    void a_part_may_have_1023_bytes_and_no_more() {
        assertThat(Jid.parse("x".repeat(1023) + "@b/" + "y".repeat(1023)).isBare())
                .isFalse();
        assertThat(Jid.parse("ü".repeat(511) + "@b").local()).hasSize(511);
        for (String text : new String[] {
            "x".repeat(1024) + "@b",
            "a@b/" + "x".repeat(1024),
            "ü".repeat(512) + "@b",
            "a@b/" + "ü".repeat(512),
            "a@" + "x".repeat(64) + ".b"
        }) {
            assertThatThrownBy(() -> Jid.parse(text)).isInstanceOf(InvalidJidException.class);
        }
    }

    @Test
    void parts_cannot_smuggle_separators() {
        assertThatThrownBy(() -> Jid.of("a@b", "c", null)).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> Jid.of("a/b", "c", null)).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> Jid.of("a", "b/c", null)).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> Jid.of("a", "b@c", null)).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> Jid.parse("a@b").withResource("")).isInstanceOf(InvalidJidException.class);
    }

    @Test
    void with_resource_prepares_only_the_resource() {
        assertThat(Jid.parse("a@b/c").withResource("\u00A0D")).isEqualTo(Jid.of("a", "b", " D"));
        assertThat(Jid.parse("a@[::1]").withResource("ü")).hasToString("a@[::1]/ü");
    }

    @Test
    void the_short_way_and_the_long_way_agree_on_any_text() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 30_000; i++) {
            String text = randomText(random);
            String here = result(() -> JidPreparation.parse(text));
            assertThat(here)
                    .as("seed %d, text '%s'", seed, text)
                    .isEqualTo(result(() -> JidPreparation.parseFully(text)));
            if (!here.equals("refused")) {
                accepted++;
                assertThat(result(() -> Jid.parse(here)))
                        .as("seed %d, '%s' prepared again", seed, text)
                        .isEqualTo(here);
            }
        }
        assertThat(accepted).as("seed %d: texts that tell anything", seed).isGreaterThan(500);
    }

    @Test
    void the_cache_gives_what_parsing_gives() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        JidCache cache = new JidCache();
        for (int i = 0; i < 5000; i++) {
            String text = "u" + random.nextInt(3000) + "@B.c/" + random.nextInt(2);
            assertThat(cache.parse(text)).as("seed %d", seed).isEqualTo(Jid.parse(text));
        }
        assertThat(cache.parse("a@b")).isSameAs(cache.parse("a@b"));
        assertThatThrownBy(() -> cache.parse("@")).isInstanceOf(InvalidJidException.class);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        boolean plain = random.nextBoolean();
        if (random.nextInt(3) > 0) {
            pieces(random, plain, text);
            text.append('@');
        }
        pieces(random, plain, text);
        if (random.nextBoolean()) {
            text.append('/');
            pieces(random, plain, text);
        }
        return text.toString();
    }

    private static void pieces(Random random, boolean plain, StringBuilder text) {
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append(PIECES[random.nextInt(plain && random.nextInt(8) > 0 ? 7 : PIECES.length)]);
        }
    }

    private static String result(Supplier<Jid> parsing) {
        try {
            return parsing.get().toString();
        } catch (InvalidJidException e) {
            return "refused";
        }
    }
}
