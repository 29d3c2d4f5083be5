package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {

    @Test
    void finds_what_a_plain_loop_finds_whatever_the_bytes_around_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] data = new byte[random.nextInt(40)];
            random.nextBytes(data);
            if (round % 2 == 0) {
                // Few different values: many near misses, such as neighbours that differ in the lowest bit.
                for (int i = 0; i < data.length; i++) {
                    data[i] = (byte) (0x3b + (data[i] & 3));
                }
            }
            byte wanted = (byte) (round % 2 == 0 ? 0x3b + random.nextInt(4) : random.nextInt(256));
            int from = random.nextInt(data.length + 1);
            int to = from + random.nextInt(data.length - from + 1);
            assertThat(ByteSearch.indexOf(data, from, to, wanted))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(plainIndexOf(data, from, to, wanted));
        }
    }

    private static int plainIndexOf(byte[] data, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void finds_a_sequence_only_if_all_of_it_is_inside() {
        byte[] text = "<<b></body></body>".getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = "</body>".getBytes(StandardCharsets.US_ASCII);
        assertThat(ByteSearch.indexOf(text, 0, text.length, wanted)).isEqualTo(4);
        assertThat(ByteSearch.indexOf(text, 5, text.length, wanted)).isEqualTo(11);
        assertThat(ByteSearch.indexOf(text, 5, text.length - 1, wanted)).isEqualTo(-1);
        assertThat(ByteSearch.indexOf(text, 12, text.length, wanted)).isEqualTo(-1);
    }

    @Test
    void writes_and_reads_numbers_of_fixed_width() {
        byte[] data = "-------".getBytes(StandardCharsets.US_ASCII);
        ByteSearch.putDecimal(data, 1, 5, 307);
        assertThat(new String(data, StandardCharsets.US_ASCII)).isEqualTo("-00307-");
        assertThat(ByteSearch.decimal(data, 1, 5)).isEqualTo(307);
        assertThat(ByteSearch.decimal(data, 2, 5)).isNegative();
    }
}
