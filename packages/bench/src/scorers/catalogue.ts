import { BleuConfig, bleuScorer } from "./bleu.ts";
import { ChrfConfig, chrfScorer } from "./chrf.ts";
import { ClassificationConfig, classificationScorer } from "./classification.ts";
import { CodeConfig, codeScorer } from "./code.ts";
import { ContainsConfig, containsScorer } from "./contains.ts";
import { EmbeddingConfig, embeddingScorer } from "./embedding.ts";
import { ExactConfig, exactScorer } from "./exact.ts";
import { JsonFieldsConfig, jsonFieldsScorer } from "./json-fields.ts";
import { JsonSchemaConfig, jsonSchemaScorer } from "./json-schema.ts";
import { JudgeConfig, judgeScorer } from "./judge.ts";
import { AutoevalsConfig, FunctionConfig, loadAutoevalsScorer, loadFunctionScorer } from "./load-function.ts";
import { NumericConfig, numericScorer } from "./numeric.ts";
import { RegexConfig, regexScorer } from "./regex.ts";
import { RougeConfig, rougeScorer } from "./rouge.ts";
import { scorerKind, type ScorerKind } from "./scorer-kind.ts";
import { TokenF1Config, tokenF1Scorer } from "./token-f1.ts";

/** Every scorer that a suite can name. */
export const SCORERS: Readonly<Record<string, ScorerKind>> = {
  exact: scorerKind(ExactConfig, exactScorer),
  contains: scorerKind(ContainsConfig, containsScorer),
  regex: scorerKind(RegexConfig, regexScorer),
  numeric: scorerKind(NumericConfig, numericScorer),
  "json-schema": scorerKind(JsonSchemaConfig, jsonSchemaScorer),
  "json-fields": scorerKind(JsonFieldsConfig, jsonFieldsScorer),
  classification: scorerKind(ClassificationConfig, classificationScorer),
  "token-f1": scorerKind(TokenF1Config, tokenF1Scorer),
  bleu: scorerKind(BleuConfig, bleuScorer),
  chrf: scorerKind(ChrfConfig, chrfScorer),
  rouge: scorerKind(RougeConfig, rougeScorer),
  code: scorerKind(CodeConfig, codeScorer),
  embedding: scorerKind(EmbeddingConfig, embeddingScorer),
  judge: scorerKind(JudgeConfig, judgeScorer),
  function: scorerKind(FunctionConfig, loadFunctionScorer),
  autoevals: scorerKind(AutoevalsConfig, loadAutoevalsScorer),
};
