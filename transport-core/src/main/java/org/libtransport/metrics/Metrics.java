package org.libtransport.metrics;

/** Where events are counted. Called on every thread, also on hot paths: must be fast and never block or throw. */
public interface Metrics {

    void add(Counter counter, long amount);

    default void increment(Counter counter) {
        add(counter, 1);
    }

    /** The sum since the start. */
    long value(Counter counter);
}
