/**
 * What a scene of the conformance kit is played with: the backend that is on, the users who act, and what they wait for.
 * One thread plays; every wait has a deadline.
 */
@NullMarked
package org.libtransport.launcher.kit.stage;

import org.jspecify.annotations.NullMarked;
