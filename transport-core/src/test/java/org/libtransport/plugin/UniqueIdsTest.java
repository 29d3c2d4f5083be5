package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UniqueIdsTest {

    @Test
    void are_never_the_same_also_from_two_of_them() {
        UniqueIds one = new UniqueIds();
        UniqueIds other = new UniqueIds();

        assertThat(Stream.generate(() -> Stream.of(one.next(), other.next()))
                        .limit(10_000)
                        .flatMap(ids -> ids))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]{1,13}-[a-z0-9]{1,13}"));
    }
}
