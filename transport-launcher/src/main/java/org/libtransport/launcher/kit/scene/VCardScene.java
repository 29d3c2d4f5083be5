package org.libtransport.launcher.kit.scene;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 5.5: also where nothing is known. */
final class VCardScene implements Scene {

    private static final int FIRST_ID = 4711;

    @Override
    public String name() {
        return "vcard";
    }

    @Override
    public String about() {
        return "answers each question who somebody is";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        List<String> names = List.of(stage.script().contact(), "nobody-of-that-name", user.legacyName());
        for (int i = 0; i < names.size(); i++) {
            stage.link().send(Type.TYPE_VCARD, VCards.request(user, names.get(i), FIRST_ID + i));
        }
        Optional<Wire.VCard> first = user.perhaps(Kind.VCARD, any -> true);
        if (first.isEmpty()) {
            user.logout();
            return new Verdict.NotAnnounced();
        }
        check(first.get(), names);
        Set<Integer> answered = new HashSet<>(List.of(first.get().getId()));
        while (answered.size() < names.size()) {
            Wire.VCard card = user.expect(
                    Kind.VCARD,
                    "VCARD for each of the " + names.size() + " requests (" + answered.size() + " answered)");
            check(card, names);
            Texts.holds(
                    answered.add(card.getId()), "one VCARD for each request", "a second one for id " + card.getId());
        }
        user.logout();
        return new Verdict.Pass();
    }

    private static void check(Wire.VCard card, List<String> names) throws Unmet {
        int index = card.getId() - FIRST_ID;
        Texts.holds(
                index >= 0 && index < names.size(),
                "VCARD with the id of a request, from " + FIRST_ID + " to " + (FIRST_ID + names.size() - 1),
                "the id " + card.getId());
        Texts.same("the buddyName of the VCARD with the id " + card.getId(), names.get(index), card.getBuddyName());
    }
}
