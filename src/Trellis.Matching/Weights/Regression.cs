namespace Trellis.Matching.Weights;

/// <summary>
/// Logistic regression of few features set at a time, by Newton's method, each weight held near what was believed before:
/// the weights that tell matches from others best when fields depend on each other, which adding up m and u ignores.
/// </summary>
internal static class Regression
{
    /// <param name="rows">For each pair its features and their values, its label and how many pairs it stands for.</param>
    /// <param name="before">What is believed of each weight (natural logarithms).</param>
    /// <param name="hold">How firmly: the precision of that belief.</param>
    public static double[] Fit(IReadOnlyList<(int[] Features, float[] Values, bool Label, float Stands)> rows, double[] before, double[] hold, Action<double>? progress = null)
    {
        const int Rounds = 12;
        var (n, weights) = (before.Length, before.ToArray());
        for (var round = 0; round < Rounds; round++)
        {
            var (gradient, curve) = (new double[n], new double[n, n]);
            for (var i = 0; i < n; i++)
            {
                gradient[i] = hold[i] * (weights[i] - before[i]);
                curve[i, i] = hold[i];
            }

            foreach (var (features, values, label, stands) in rows)
            {
                var sum = 0.0;
                for (var i = 0; i < features.Length; i++) { sum += weights[features[i]] * values[i]; }
                var p = 1 / (1 + Math.Exp(-sum));
                var (wrong, steep) = (stands * (p - (label ? 1 : 0)), stands * Math.Max(p * (1 - p), 1e-9));
                for (var i = 0; i < features.Length; i++)
                {
                    gradient[features[i]] += wrong * values[i];
                    var s = steep * values[i];
                    for (var j = 0; j <= i; j++) { curve[Math.Max(features[i], features[j]), Math.Min(features[i], features[j])] += s * values[j]; }
                }
            }

            var step = Solve(curve, gradient);
            var longest = step.Max(Math.Abs);
            var scale = longest > 2 ? 2 / longest : 1;
            for (var i = 0; i < n; i++) { weights[i] -= scale * step[i]; }
            progress?.Invoke((round + 1.0) / Rounds);
            if (longest < 1e-4) { break; }
        }

        return weights;
    }

    /// <summary>Solves a positive definite system of which the lower half is given (Cholesky).</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++) { sum -= a[i, k] * a[j, k]; }
                a[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / a[j, j];
            }
        }

        var x = b.ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) { x[i] -= a[i, k] * x[k]; }
            x[i] /= a[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) { x[i] -= a[k, i] * x[k]; }
            x[i] /= a[i, i];
        }

        return x;
    }
}
