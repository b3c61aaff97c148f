/** One machine per peer: establish, activate, deactivate, close and follow are events to it. */
package io.tempera.peer.state.actions.internal;
