package org.libtransport.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.testkit.Xml;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.jid.LegacyNames;
import org.libtransport.xmpp.stanza.Presence;

/** How names of rooms and occupants become addresses and back. */
class RoomAddressesTest {

    private static final Jid TRANSPORT = Jid.parse("net.example");
    private static final String CHARACTERS = "abcXYZ019#%@/\\ 25cf:&<>'\"-_.ä☂";

    @ParameterizedTest
    @CsvSource({
        "#room%irc.example@net.example, #room@irc.example",
        "#100%%irc.example@net.example, #100%@irc.example",
        "#room\\40irc.example@net.example, #room@irc.example",
        "#a\\2fb@net.example, #a/b",
        "team@net.example, team"
    })
    void an_address_stands_for_a_name(String address, String name) {
        assertThat(RoomAddresses.nameOf(Jid.parse(address))).isEqualTo(name);
    }

    @Test
    void a_listed_room_is_entered_under_its_name_but_for_case() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int possible = 0;
        for (int i = 0; i < 20_000; i++) {
            String name = name(random);
            Jid address;
            try {
                address = RoomAddresses.listed(name, TRANSPORT);
            } catch (InvalidJidException e) {
                continue;
            }
            possible++;
            String back = RoomAddresses.nameOf(address);
            // An unescaped % in a name without any escape is read in the older way.
            boolean older = name.indexOf('%') >= 0 && !LegacyNames.isEscaped(String.valueOf(address.local()));
            assertThat(older ? back.replace('@', '%') : back)
                    .as("seed %d, name %s", seed, name)
                    .isEqualTo(name.toLowerCase(Locale.ROOT));
        }
        assertThat(possible).isGreaterThan(10_000);
    }

    @Test
    void every_nickname_gives_an_address_in_the_room() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Jid room = Jid.parse("#room%irc@net.example");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder nickname = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                nickname.append((char) (random.nextBoolean() ? random.nextInt(0x250) : random.nextInt(0x10000)));
            }
            Jid occupant = RoomAddresses.occupant(room, nickname.toString());
            assertThat(occupant.bare()).as("seed %d", seed).isEqualTo(room);
            assertThat(occupant.resource()).as("seed %d", seed).isNotEmpty();
        }
        assertThat(RoomAddresses.occupant(room, "x".repeat(5000)).resource()).hasSizeLessThan(1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence to='#hall@net.example/Romeo'/>",
                "<presence to='hall@net.example/Romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>"
            })
    void a_presence_that_enters_a_room_is_known_by_its_sign_or_by_what_it_says(String presence) {
        assertThat(RoomAddresses.isJoin((Presence) Xml.stanza(presence))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<presence to='hall@net.example/Romeo'/>",
                "<presence to='#hall@net.example/Romeo' type='unavailable'/>",
                "<presence to='net.example'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
                "<presence/>"
            })
    void no_other_presence_enters_a_room(String presence) {
        assertThat(RoomAddresses.isJoin((Presence) Xml.stanza(presence))).isFalse();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return name.toString();
    }
}
