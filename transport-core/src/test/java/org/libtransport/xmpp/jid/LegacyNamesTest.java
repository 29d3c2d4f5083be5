package org.libtransport.xmpp.jid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyNamesTest {

    private static final String[] PIECES = {
        "a", "z", "9", "@", "%", "\\", "\\\\", "\\2", "\\20", "\\40", "\\5c", "\\5C", "\\3A", "\\5d", "2", "0", "5c",
        " ", "\"", "&", "'", "/", ":", "<", ">", "#", "ü"
    };

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a b, a\\20b",
                "a\"b&c'd, a\\22b\\26c\\27d",
                "/:<>@, \\2f\\3a\\3c\\3e\\40",
                "user@host.org, user\\40host.org",
                "c:\\net, c\\3a\\net",
                "\\, \\",
                "\\5, \\5",
                "\\20, \\5c20",
                "\\5c, \\5c5c",
                "\\5C, \\5c5C",
                "\\5d, \\5d",
                "\\\\20, \\\\5c20",
                "\\2F, \\5c2F",
                "a%b, a%b",
            })
    void escapes_by_xep_0106(String name, String localPart) {
        assertThat(LegacyNames.escape(name)).isEqualTo(localPart);
        assertThat(LegacyNames.unescape(localPart)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"a@b, a%b", "a@b@c, a@b%c", "#room@server, #room%server", "a%b@c, a%b%c", "plain, plain", "@, %"})
    void the_old_form_replaces_the_last_at_sign(String name, String localPart) {
        assertThat(LegacyNames.toLocalPart(name, false)).isEqualTo(localPart);
    }

    @ParameterizedTest
    @CsvSource({
        "user\\40host, user@host",
        "user%host, user@host",
        "a%b%c, a%b@c",
        "user%x\\40host, user%x@host",
        "a\\b%c, a\\b@c",
        "plain, plain",
    })
    void a_local_part_is_unescaped_or_else_its_last_percent_sign_is_replaced(String localPart, String name) {
        assertThat(LegacyNames.toName(localPart)).isEqualTo(name);
    }

    @Test
    void a_login_name_has_every_percent_sign_replaced() {
        assertThat(LegacyNames.toLoginName("a%b%c")).isEqualTo("a@b@c");
    }

    @Test
    void tells_escaped_local_parts_from_others() {
        assertThat(LegacyNames.isEscaped("a\\40b")).isTrue();
        assertThat(LegacyNames.isEscaped("a%b")).isFalse();
        assertThat(LegacyNames.isEscaped("a\\b")).isFalse();
    }

    @Test
    void any_name_survives_escaping_also_through_an_address() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 30_000; i++) {
            StringBuilder pieces = new StringBuilder();
            int count = 1 + random.nextInt(8);
            for (int k = 0; k < count; k++) {
                pieces.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String name = pieces.toString();
            String localPart = LegacyNames.toLocalPart(name, true);

            assertThat(LegacyNames.unescape(localPart)).as("seed %d", seed).isEqualTo(name);
            Jid jid = Jid.parse(Jid.of(localPart, "transport.example", "bot").toString());
            assertThat(LegacyNames.unescape(String.valueOf(jid.local())))
                    .as("seed %d", seed)
                    .isEqualTo(name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void a_name_with_one_at_sign_and_no_percent_sign_survives_the_old_form() {
        for (String name : new String[] {"a@b", "#room@irc.example", "@b", "a@", "plain"}) {
            assertThat(LegacyNames.toName(LegacyNames.toLocalPart(name, false))).isEqualTo(name);
        }
    }
}
