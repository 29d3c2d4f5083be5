package org.libtransport.launcher.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured of one subject. Not thread-safe. */
final class Figures {

    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    void put(Figure figure, double value) {
        values.put(figure, value);
    }

    OptionalDouble get(Figure figure) {
        Double value = values.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
