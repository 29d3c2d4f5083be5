package org.libtransport.xmpp.feature.adhoc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.jid.Jid;

/** The commands that somebody may run, and what they do; implemented elsewhere. Called on event loops; must not block. */
public interface Commands {

    /** Whether this asker may run any. */
    boolean isFor(Jid asker);

    /** All commands. */
    List<Item> all();

    /**
     * Runs the command for this asker, who may run it.
     *
     * @param values what was filled in, by name of the field; null if nobody was asked yet
     */
    CompletionStage<Outcome> run(Jid asker, Item command, @Nullable Map<String, List<String>> values);

    /** A command as lists show it. */
    record Item(String node, String name) {}

    /** What follows. */
    sealed interface Outcome {

        /** These fields have to be filled in first. */
        record Ask(String title, List<Field> fields) implements Outcome {}

        /**
         * It is done, or failed.
         *
         * @param note a sentence for people; empty for none
         * @param fields what was found out
         */
        record Done(boolean failed, String note, List<Field> fields) implements Outcome {}
    }

    /**
     * One field of a form (XEP-0004).
     *
     * @param type as in XEP-0004 section 3.3
     * @param values what it holds already
     */
    record Field(String name, String type, String label, boolean required, List<String> values) {

        public Field {
            values = List.copyOf(values);
        }
    }
}
