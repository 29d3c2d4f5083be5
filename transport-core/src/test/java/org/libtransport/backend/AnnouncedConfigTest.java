package org.libtransport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** docs/wire-protocol.md, BACKEND_CONFIG. */
class AnnouncedConfigTest {

    private final AnnouncedConfig config = new AnnouncedConfig();

    @Test
    void reads_what_the_original_backends_send() {
        BackendFeatures features = config.add("""
                [registration]
                needPassword=0
                needRegistration=1
                extraField=one
                extraField=two
                [features]
                muc=1
                rawxml=0
                disable_jid_escaping=yes # because
                receipts = on
                send_buddies_on_login=TRUE
                """);
        assertThat(features).isEqualTo(new BackendFeatures(true, false, true, true, true, false, true, true));
    }

    @Test
    void what_is_not_said_has_its_default() {
        assertThat(config.add("")).isEqualTo(new BackendFeatures(true, true, true, false, false, false, false, false));
    }

    @Test
    void the_first_explicit_value_wins_and_defaults_can_be_set_later() {
        config.add("[features]\nmuc=0");
        BackendFeatures features = config.add("[features]\nmuc=1\nreceipts=1\n[registration]\nneedPassword=0");
        assertThat(features.rooms()).isFalse();
        assertThat(features.receipts()).isTrue();
        assertThat(features.needPassword()).isFalse();
    }

    @Test
    void nonsense_is_ignored() {
        BackendFeatures features = config.add("[features\n=\nmuc\n[]\nmuc=1\n[features]\nmuc=maybe\n#muc=1\nx=1");
        assertThat(features.rooms()).isFalse();
    }
}
