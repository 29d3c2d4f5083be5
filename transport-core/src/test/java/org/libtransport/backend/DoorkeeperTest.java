package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorkeeperTest {

    @Test
    void admits_as_many_as_the_limit_and_again_when_some_have_left() {
        Doorkeeper door = new Doorkeeper(2);
        assertThat(door.admits(1)).isTrue();
        assertThat(door.admits(2)).isFalse();
        assertThat(door.admits(3)).isFalse();
        assertThat(door.admits(0)).isTrue();
    }
}
