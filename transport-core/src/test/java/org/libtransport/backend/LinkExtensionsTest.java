package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkExtensionsTest {

    @Test
    void what_is_not_announced_is_not_spoken() {
        assertThat(LinkExtensions.NONE.with("[features]\nmuc=1\nacknowledgement=1\nhello=1"))
                .isEqualTo(LinkExtensions.NONE);
        assertThat(LinkExtensions.NONE.with("[extensions]\nacknowledgement=0\nhello=maybe"))
                .isEqualTo(LinkExtensions.NONE);
    }

    @Test
    void each_config_of_a_link_adds_to_those_before() {
        LinkExtensions first = LinkExtensions.NONE.with("[extensions]\nhello=1\n");
        LinkExtensions both = first.with("[extensions]\nacknowledgement=yes\nfuture=1");

        assertThat(first).isEqualTo(new LinkExtensions(true, false, false));
        assertThat(both).isEqualTo(new LinkExtensions(true, true, false));
    }
}
