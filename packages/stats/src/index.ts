export { benjaminiHochberg, benjaminiYekutieli, eBenjaminiHochberg } from "./adjust/false-discovery.ts";
export { bonferroni, hochberg, holm } from "./adjust/family-wise.ts";
export type { Comparison, Side } from "./comparison.ts";
export { lmdiEffects } from "./cost/lmdi.ts";
export { shapleyEffects } from "./cost/shapley.ts";
export type { CostEffects, Spending, SpendingSegment, Spent } from "./cost/spending.ts";
export { criticalT, criticalZ } from "./critical.ts";
export { binomialCdf, binomialPmf, binomialQuantile } from "./distributions/binomial.ts";
export { chiSquareTail } from "./distributions/chi-square.ts";
export { incompleteBeta } from "./distributions/incomplete-beta.ts";
export { lnGamma } from "./distributions/log-gamma.ts";
export { normalCdf, normalDensity, normalQuantile } from "./distributions/normal.ts";
export { studentTCdf, studentTQuantile } from "./distributions/student-t.ts";
export type { Interval } from "./interval.ts";
export type { HuberFit } from "./latency/huber.ts";
export { huberFit } from "./latency/huber.ts";
export type { Predictors } from "./latency/least-squares.ts";
export { leastSquares, residualsOf } from "./latency/least-squares.ts";
export { theilSenIntercept, theilSenSlope } from "./latency/theil-sen.ts";
export type { Equivalence } from "./margins/equivalence.ts";
export { equivalence } from "./margins/equivalence.ts";
export { harmMargin, harmOf } from "./margins/harm.ts";
export { detectableBy, neededObservations } from "./margins/needed-observations.ts";
export { isNotBetter, isNotWorse } from "./margins/not-worse.ts";
export { pAbove, pBelow } from "./margins/one-sided-p.ts";
export type { Promised } from "./margins/sample-size.ts";
export {
  detectableEffect,
  observationsFor,
  observationsForMcNemar,
  observationsForRates,
} from "./margins/sample-size.ts";
export type { PartsOfVariance } from "./margins/variances.ts";
export { pairedVariance, quantileFactor, repeatedVariance, unpairedVariance } from "./margins/variances.ts";
export type { Moments } from "./moments.ts";
export { mergeMoments, momentsFromSums, momentsOf, NO_MOMENTS, varianceOf } from "./moments.ts";
export {
  burnRate,
  burnThreshold,
  isBurning,
  isMoreThanChance,
  leastBadEvents,
  timeToDetect,
} from "./objectives/burn-rate.ts";
export type { OrderRanks } from "./order/order-ranks.ts";
export { leastForQuantile, orderRanks } from "./order/order-ranks.ts";
export { quantileInterval } from "./order/quantile-interval.ts";
export { agrestiCaffo } from "./proportions/agresti-caffo.ts";
export type { Count } from "./proportions/count.ts";
export type { FisherExact } from "./proportions/fisher.ts";
export { fisherExact } from "./proportions/fisher.ts";
export { miettinenNurminen } from "./proportions/miettinen-nurminen.ts";
export { newcombe } from "./proportions/newcombe.ts";
export { pooledZTest } from "./proportions/pooled-z.ts";
export { riskRatio } from "./proportions/risk-ratio.ts";
export { wilson } from "./proportions/wilson.ts";
export { quantileOf, sorted } from "./quantile.ts";
export type { Random } from "./random.ts";
export { seededRandom } from "./random.ts";
export type { Estimated } from "./ratios/difference-of-means.ts";
export { meanOf, sumOf } from "./mean.ts";
export { differenceOfMeans, welch } from "./ratios/difference-of-means.ts";
export { changeOf, expOf } from "./ratios/exp-of.ts";
export { logMomentsOf } from "./ratios/log-moments.ts";
export { ratioOfGeometricMeans } from "./ratios/ratio-of-geometric-means.ts";
export { fieller, ratioOfMeans } from "./ratios/ratio-of-means.ts";
export { ratioOfQuantiles } from "./ratios/ratio-of-quantiles.ts";
export type { SketchedQuantile } from "./ratios/ratio-of-sketches.ts";
export { ratioOfSketches, sketchStep } from "./ratios/ratio-of-sketches.ts";
export type { Effect } from "./strata/effect.ts";
export { meanEffects, rateEffects } from "./strata/effect.ts";
export {
  cochranMantelHaenszel,
  mantelHaenszelDifference,
  mantelHaenszelOdds,
} from "./strata/mantel-haenszel.ts";
export type { Heterogeneity } from "./strata/pooled-effect.ts";
export { heterogeneityOf, inverseVariance, randomEffects, shrunkenEffects } from "./strata/pooled-effect.ts";
export type { MixWarning } from "./strata/simpson.ts";
export { mixWarning } from "./strata/simpson.ts";
export { LEAST_IN_STRATUM, mergeSmallStrata } from "./strata/small-strata.ts";
export { mixShift, standardised } from "./strata/standardised.ts";
export type { Stratum } from "./strata/strata.ts";
export { pooledCounts, pooledMoments } from "./strata/strata.ts";
export type { TooFew } from "./too-few.ts";
export { isTooFew } from "./too-few.ts";
export { cliffsDelta } from "./two-samples/cliffs-delta.ts";
export { hodgesLehmannShift } from "./two-samples/hodges-lehmann.ts";
export type { MannWhitney } from "./two-samples/mann-whitney.ts";
export { mannWhitney } from "./two-samples/mann-whitney.ts";
export type { Verdict } from "./verdict.ts";
export { verdictOf } from "./verdict.ts";
export type { AgreementTable } from "./agreement/agreement-table.ts";
export { bradleyTerry, eloOf } from "./agreement/bradley-terry.ts";
export { gwetAc1 } from "./agreement/gwet.ts";
export type { KappaWeights } from "./agreement/kappa.ts";
export { kappa } from "./agreement/kappa.ts";
export type { KrippendorffScale } from "./agreement/krippendorff.ts";
export { krippendorffAlpha } from "./agreement/krippendorff.ts";
export { passAtK, passHatK } from "./agreement/pass-at-k.ts";
export type { BothOrders, PositionBias } from "./agreement/position-bias.ts";
export { positionBias } from "./agreement/position-bias.ts";
export type { LabelledItem } from "./agreement/prediction-powered.ts";
export { predictionPowered } from "./agreement/prediction-powered.ts";
export type { JudgedPasses } from "./agreement/rogan-gladen.ts";
export { roganGladen } from "./agreement/rogan-gladen.ts";
export { clusterTotals } from "./paired/cluster-totals.ts";
export { correlation } from "./paired/correlation.ts";
export type { McNemar, PassPairs } from "./paired/mcnemar.ts";
export { mcnemar } from "./paired/mcnemar.ts";
export type { Paired, PairedInterval } from "./paired/paired-difference.ts";
export { pairedDifference, pairedMeans } from "./paired/paired-difference.ts";
export type { PairedItem } from "./paired/paired-item.ts";
export { pairedRatio } from "./paired/paired-ratio.ts";
export { pairedRatioOfMeans } from "./paired/paired-ratio-of-means.ts";
export { passDifference, passDifferenceBonettPrice } from "./paired/pass-difference.ts";
export { pseudoMedian } from "./paired/pseudo-median.ts";
export type { RankP, SignedRank } from "./paired/signed-rank.ts";
export { signedRank, signedRankPratt } from "./paired/signed-rank.ts";
export type { StandardErrors } from "./paired/standard-errors.ts";
export { standardErrors } from "./paired/standard-errors.ts";
export type { VarianceParts } from "./paired/variance-parts.ts";
export { varianceParts } from "./paired/variance-parts.ts";
export type { BootstrapInterval, BootstrapOptions } from "./resampling/bootstrap.ts";
export { bootstrap, bootstrapTwo } from "./resampling/bootstrap.ts";
export { clusteredUnits } from "./resampling/clustered-units.ts";
export type { CorpusDifference, CorpusMetric } from "./resampling/corpus-bootstrap.ts";
export { corpusBootstrap } from "./resampling/corpus-bootstrap.ts";
export type { RatioOf } from "./resampling/paired-ratio-bootstrap.ts";
export { pairedRatioBootstrap, ratioBootstrap } from "./resampling/paired-ratio-bootstrap.ts";
export type { SignFlip } from "./resampling/sign-flip.ts";
export { signFlip } from "./resampling/sign-flip.ts";
export { bernoulliSequence } from "./sequential/bernoulli-sequence.ts";
export { meanOfEvidence, productOfEvidence } from "./sequential/combined-evidence.ts";
export type { ErrorBatch } from "./sequential/error-rate-process.ts";
export { ErrorRateProcess } from "./sequential/error-rate-process.ts";
export { bestRho2, mixtureMargin } from "./sequential/mixture.ts";
export type { PairedSequenceOptions } from "./sequential/paired-sequence.ts";
export { PairedSequence } from "./sequential/paired-sequence.ts";
export type { QuantileRanks } from "./sequential/quantile-sequence.ts";
export { quantileRanks, quantileSequence } from "./sequential/quantile-sequence.ts";
export type { TwoArmOptions, TwoArmSequence } from "./sequential/two-arms.ts";
export { twoArmSequence } from "./sequential/two-arms.ts";
