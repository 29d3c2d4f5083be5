package org.libtransport.xmpp.feature.vcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.xml.Element;

/** vCards as XML (XEP-0054 section 2, XEP-0153 section 2). */
class VCardTempTest {

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, image/png",
        "ffd8ffe000104a46494600, image/jpeg",
        "474946383961, image/gif",
        "52494646100000005745425056503820, image/webp",
        "0000001c6674797061766966, image/avif",
        "424d3600, image/bmp",
        "52494646100000005741564520, application/octet-stream",
        "00, application/octet-stream",
        "8950, application/octet-stream"
    })
    void the_type_of_a_photo_is_told_by_its_first_bytes(String hex, String type) {
        byte[] photo = HexFormat.of().parseHex(hex);

        Element vcard = new VCardTemp("", "", photo).toElement();

        Element shown = vcard.child("PHOTO", "vcard-temp");
        assertThat(shown.childText("TYPE")).isEqualTo(type);
        assertThat(Base64.getDecoder().decode(shown.childText("BINVAL"))).isEqualTo(photo);
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertThat(Xml.canonical(VCardTemp.of("", "").toElement())).isEqualTo("<vCard xmlns='vcard-temp'/>");
        assertThat(Xml.canonical(VCardTemp.of("Juliet Capulet", "Jule").toElement()))
                .isEqualTo("<vCard xmlns='vcard-temp'><FN>Juliet Capulet</FN><NICKNAME>Jule</NICKNAME></vCard>");
    }

    @Test
    void a_photo_that_servers_would_end_the_stream_for_is_not_shown() {
        assertThat(shows(VCardTemp.LARGEST_SHOWN_PHOTO)).isTrue();
        assertThat(shows(VCardTemp.LARGEST_SHOWN_PHOTO + 1)).isFalse();
    }

    private static boolean shows(int size) {
        return new VCardTemp("", "", new byte[size]).toElement().child("PHOTO", "vcard-temp") != null;
    }

    @Test
    void base64_is_read_with_the_line_breaks_that_clients_make() {
        byte[] photo = new byte[300];
        Arrays.fill(photo, (byte) 7);
        String text = Base64.getMimeEncoder().encodeToString(photo).replace("\r\n", "\n   ");

        assertThat(parse("<FN>R</FN><NICKNAME>Rom</NICKNAME><PHOTO><TYPE>x</TYPE><BINVAL>\n" + text
                        + "</BINVAL></PHOTO>"))
                .isEqualTo(new VCardTemp("R", "Rom", photo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<PHOTO/>",
                "<PHOTO><EXTVAL>https://example.org/x.png</EXTVAL></PHOTO>",
                "<PHOTO><BINVAL>=</BINVAL></PHOTO>",
                "<PHOTO><BINVAL/></PHOTO>"
            })
    void a_photo_that_cannot_be_read_is_none(String xml) {
        assertThat(parse(xml)).isEqualTo(VCardTemp.of("", ""));
    }

    @Test
    void the_picture_is_not_part_of_logs() {
        assertThat(new VCardTemp("a", "b", "secret".getBytes(StandardCharsets.UTF_8)).toString())
                .isEqualTo("VCardTemp[a, b, photo of 6 bytes]");
    }

    private static VCardTemp parse(String content) {
        return VCardTemp.parse(Xml.parse("<vCard xmlns='vcard-temp'>" + content + "</vCard>"));
    }
}
