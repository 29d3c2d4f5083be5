package org.libtransport.launcher.bench;

/**
 * Counts durations in buckets of at most 1.6 % width, from 1 ns to 292 years, in fixed memory.
 *
 * <p>Not thread-safe: one thread records, and others read when it has stopped.
 */
final class LatencyHistogram {

    private static final int SUB_BITS = 6;
    private static final int SUB_COUNT = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_COUNT];
    private long total;

    /** Counts one duration in nanoseconds; a negative one counts as 0. */
    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    long total() {
        return total;
    }

    /**
     * The duration that this share of all is not longer than, as the upper edge of its bucket; 0 if nothing was recorded.
     *
     * @param share between 0 and 1
     */
    long quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperEdge(i);
            }
        }
        return 0;
    }

    /** As {@link #quantile} in microseconds. */
    double micros(double share) {
        return quantile(share) / 1e3;
    }

    private static int bucket(long nanos) {
        // Below 2 * SUB_COUNT every value has a bucket; above, each power of two is cut into SUB_COUNT.
        int shift = Math.max(0, Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(nanos | SUB_COUNT));
        return shift * SUB_COUNT + (int) (nanos >>> shift);
    }

    private static long upperEdge(int bucket) {
        if (bucket < 2 * SUB_COUNT) {
            return bucket;
        }
        int shift = bucket / SUB_COUNT - 1;
        long lowest = (long) (bucket - shift * SUB_COUNT) << shift;
        return lowest + (1L << shift) - 1;
    }
}
