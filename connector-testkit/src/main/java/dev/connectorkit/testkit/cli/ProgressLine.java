package dev.connectorkit.testkit.cli;

import dev.connectorkit.testkit.rule.RuleResult;
import dev.connectorkit.testkit.rule.Verdict;
import dev.connectorkit.testkit.run.Progress;
import java.io.PrintWriter;
import java.util.concurrent.locks.ReentrantLock;

/** One line that counts on a terminal; a line now and then where the output is kept. */
final class ProgressLine implements Progress {

  private static final int EVERY = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final PrintWriter out;
  private final int total;
  private final boolean terminal = System.console() != null;
  private int finished;
  private int broken;

  ProgressLine(PrintWriter out, int total) {
    this.out = out;
    this.total = total;
  }

  @Override
  public void finished(RuleResult result) {
    lock.lock();
    try {
      show(result);
    } finally {
      lock.unlock();
    }
  }

  private void show(RuleResult result) {
    finished++;
    if (result.verdict().isFailure() || result.verdict() == Verdict.HARNESS_ERROR) {
      broken++;
    }
    String state =
        "[%d/%d] %s%s"
            .formatted(finished, total, result.id(), broken == 0 ? "" : ", " + broken + " broken");
    if (terminal) {
      out.print("\r%-60s".formatted(state));
      out.flush();
    } else if (finished % EVERY == 0 || finished == total) {
      out.println(state);
    }
  }

  /** Wipes the line, when no rule is being checked any more. */
  void end() {
    if (terminal) {
      out.print("\r%-60s\r".formatted(""));
      out.flush();
    }
  }
}
