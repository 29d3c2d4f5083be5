package org.libtransport.launcher.kit.scene;

import java.util.Set;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;

/** Checks one capability. Played by one thread, on a stage with a backend that is on and well. */
public interface Scene {

    /** What a scene cannot do without. */
    enum Need {
        /** Contacts and rooms of the echo network. */
        ECHO("needs the echo network (--no-echo)"),

        /** More accounts than one. */
        MANY_USERS("needs many accounts (--no-echo)");

        private final String sentence;

        Need(String sentence) {
            this.sentence = sentence;
        }

        /** Why a scene with this need was not played. */
        public String sentence() {
            return sentence;
        }
    }

    /** The capability, as it is named on the command line. */
    String name();

    /** What is checked, in a few words. */
    String about();

    /** What the network must offer for this. */
    default Set<Need> needs() {
        return Set.of();
    }

    /** Whether the backend is over afterwards. */
    default boolean endsBackend() {
        return false;
    }

    /**
     * Plays.
     *
     * @throws Unmet with the verdict, if something does not come as it should
     */
    Verdict play(Stage stage) throws Unmet, InterruptedException;
}
