package org.libtransport.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts in memory. */
public final class InMemoryMetrics implements Metrics {

    private final LongAdder[] adders = new LongAdder[Counter.values().length];

    public InMemoryMetrics() {
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    @Override
    public void add(Counter counter, long amount) {
        adders[counter.ordinal()].add(amount);
    }

    @Override
    public long value(Counter counter) {
        return adders[counter.ordinal()].sum();
    }
}
