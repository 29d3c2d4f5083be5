package org.libtransport.launcher;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.libtransport.config.Context;

/** The test sets these options in a config file and shows what each does, as seen from outside of the transport. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ShowsOptions {

    /** In this mode. */
    Context mode();

    String[] value();
}
