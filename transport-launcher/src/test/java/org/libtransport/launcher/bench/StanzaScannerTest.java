package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StanzaScannerTest {

    private final StanzaScanner scanner = new StanzaScanner();

    @Test
    void finds_attributes_in_any_order_and_with_either_quote() {
        byte[] data =
                bytes("<message id=\"1\" to='a@b/c' xml:lang='en'  type='x' from=\"d@e\"><body>hi</body></message>");
        assertThat(scanner.next(data, 0, data.length)).isTrue();
        assertThat(scanner.kind).isEqualTo(StanzaScanner.Kind.MESSAGE);
        assertThat(text(data, scanner.idStart, scanner.idEnd)).isEqualTo("1");
        assertThat(text(data, scanner.toStart, scanner.toEnd)).isEqualTo("a@b/c");
        assertThat(text(data, scanner.fromStart, scanner.fromEnd)).isEqualTo("d@e");
        assertThat(scanner.end).isEqualTo(data.length);
    }

    @Test
    void tells_the_type_and_its_absence() {
        byte[] typed = bytes("<presence type='unavailable'/>");
        assertThat(scanner.next(typed, 0, typed.length)).isTrue();
        assertThat(scanner.isType(typed, bytes("unavailable"))).isTrue();
        assertThat(scanner.isType(typed, bytes("unavail"))).isFalse();
        assertThat(scanner.isType(typed, new byte[0])).isFalse();
        byte[] plain = bytes("<presence from='a'/>");
        assertThat(scanner.next(plain, 0, plain.length)).isTrue();
        assertThat(scanner.isType(plain, new byte[0])).isTrue();
    }

    @Test
    void is_not_misled_by_angle_brackets_and_slashes_in_attributes() {
        byte[] data = bytes("<presence from='a@b/>' to='/'><show>away</show></presence>");
        assertThat(scanner.next(data, 0, data.length)).isTrue();
        assertThat(scanner.end).isEqualTo(data.length);
        assertThat(text(data, scanner.fromStart, scanner.fromEnd)).isEqualTo("a@b/>");
    }

    @Test
    void waits_for_the_rest_wherever_a_stanza_is_cut() {
        String all = " \n<presence from='a@b/>'><c ver='x'/></presence>"
                + "<iq type='get' id='7'/><message><body>x</body></message>";
        byte[] data = bytes(all);
        for (int limit = 0; limit <= data.length; limit++) {
            List<String> found = new ArrayList<>();
            int at = 0;
            while (at < limit && scanner.next(data, at, limit)) {
                found.add(text(data, scanner.start, scanner.end));
                at = scanner.end;
            }
            String whole = String.join("", found);
            assertThat(all.substring(2)).startsWith(whole);
            assertThat(found).as("cut at %d", limit).hasSize(countBefore(all, limit));
        }
    }

    private static int countBefore(String all, int limit) {
        int presence = all.indexOf("</presence>") + "</presence>".length();
        int iq = all.indexOf("'7'/>") + "'7'/>".length();
        return (limit >= presence ? 1 : 0) + (limit >= iq ? 1 : 0) + (limit >= all.length() ? 1 : 0);
    }

    @Test
    void names_anything_else_as_such() {
        byte[] data = bytes("</stream:stream>");
        assertThat(scanner.next(data, 0, data.length)).isTrue();
        assertThat(scanner.kind).isEqualTo(StanzaScanner.Kind.OTHER);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.UTF_8);
    }
}
