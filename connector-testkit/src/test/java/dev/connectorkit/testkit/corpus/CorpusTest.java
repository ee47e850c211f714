package dev.connectorkit.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.corpus.Corpus.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {

  @ParameterizedTest
  @EnumSource
  void hasManyCasesEachOnceAndForAReasonOfItsOwn(Corpus corpus) {
    assertThat(corpus.entries()).hasSizeGreaterThan(15);
    assertThat(corpus.entries()).extracting(Entry::why).doesNotHaveDuplicates();
    assertThat(corpus.entries()).extracting(Entry::text).doesNotHaveDuplicates();
  }
}
