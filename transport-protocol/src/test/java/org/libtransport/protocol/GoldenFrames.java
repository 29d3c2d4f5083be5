package org.libtransport.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.libtransport.protocol.Wire.WrapperMessage;

/** Reads the recorded frames under {@code wire/}: hex bytes, and a comment for each field after a {@code #}. */
final class GoldenFrames {

    private GoldenFrames() {}

    static byte[] read(WrapperMessage.Type type) {
        String name = type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT) + ".hex";
        try (InputStream in = GoldenFrames.class.getResourceAsStream("/wire/" + name)) {
            if (in == null) {
                throw new AssertionError("no golden frame " + name);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").replace(" ", ""))
                    .forEach(hex -> bytes.writeBytes(HexFormat.of().parseHex(hex)));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
