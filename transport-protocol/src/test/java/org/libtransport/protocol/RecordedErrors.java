package org.libtransport.protocol;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a decoder complained about. */
final class RecordedErrors implements FrameErrors {

    final List<Integer> unreadable = new ArrayList<>();
    final List<Integer> unknownTypes = new ArrayList<>();

    @Override
    public void unreadable(int length) {
        unreadable.add(length);
    }

    @Override
    public void unknownType(int number) {
        unknownTypes.add(number);
    }
}
