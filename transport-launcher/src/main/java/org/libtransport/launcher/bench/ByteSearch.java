package org.libtransport.launcher.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds bytes in arrays, eight at a time where that is faster. */
final class ByteSearch {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** The first index in {@code [from, to)} that holds the byte, or -1. */
    static int indexOf(byte[] data, int from, int to, byte wanted) {
        long pattern = (wanted & 0xFFL) * LOW_BITS;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            // A byte that equals the wanted one becomes zero, and the lowest zero byte sets the lowest high bit.
            long difference = (long) LONG.get(data, i) ^ pattern;
            long zeroes = (difference - LOW_BITS) & ~difference & HIGH_BITS;
            if (zeroes != 0) {
                return i + (Long.numberOfTrailingZeros(zeroes) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The first index at which all of the wanted bytes lie within {@code [from, to)}, or -1. */
    static int indexOf(byte[] data, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        int i = from;
        while (i <= last) {
            int at = indexOf(data, i, last + 1, wanted[0]);
            if (at < 0) {
                return -1;
            }
            if (matches(data, at, to, wanted)) {
                return at;
            }
            i = at + 1;
        }
        return -1;
    }

    /** Whether the bytes at {@code at} begin with the wanted ones, all of them before {@code to}. */
    static boolean matches(byte[] data, int at, int to, byte[] wanted) {
        return at + wanted.length <= to && Arrays.equals(data, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** Reads a decimal number of fixed width; a byte that is no digit makes it negative. */
    static long decimal(byte[] data, int from, int width) {
        long value = 0;
        for (int i = from; i < from + width; i++) {
            int digit = data[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Writes a decimal number with leading zeroes; digits that do not fit are cut off. */
    static void putDecimal(byte[] data, int at, int width, long number) {
        long rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
