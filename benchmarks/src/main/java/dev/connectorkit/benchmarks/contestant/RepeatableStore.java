package dev.connectorkit.benchmarks.contestant;

import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.host.signin.PendingSignInStore;

/**
 * Puts back what is taken, so that a sign-in can be completed again and again; costs one more put.
 */
public record RepeatableStore(PendingSignInStore store) implements PendingSignInStore {

  @Override
  public void put(PendingSignIn signIn) {
    store.put(signIn);
  }

  @Override
  public Take take(String stateHash, String instanceId, String browserHash) {
    Take taken = store.take(stateHash, instanceId, browserHash);
    if (taken instanceof Take.Found found) {
      store.put(found.signIn());
    }
    return taken;
  }

  @Override
  public void sweep() {
    store.sweep();
  }
}
