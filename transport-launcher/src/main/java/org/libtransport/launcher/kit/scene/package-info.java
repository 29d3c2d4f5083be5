/**
 * The scenes of the conformance kit: one class for each capability, each a script that reads like the protocol. They are
 * listed in {@link org.libtransport.launcher.kit.scene.Scenes}, in the order in which they are played.
 */
@NullMarked
package org.libtransport.launcher.kit.scene;

import org.jspecify.annotations.NullMarked;
